/// Who may do what: users, roles, well grants and the tokens that carry them.
@NullMarked
package io.liftline.access;

import org.jspecify.annotations.NullMarked;
