/// Authorization: callers, roles and the wells that a caller may access.
@NullMarked
package io.liftline.access;

import org.jspecify.annotations.NullMarked;
