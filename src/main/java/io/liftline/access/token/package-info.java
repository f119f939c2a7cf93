/// Access tokens: signing keys, issuing and verifying.
@NullMarked
package io.liftline.access.token;

import org.jspecify.annotations.NullMarked;
