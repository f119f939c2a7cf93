/// What people know about a well: its name, its field, and the limits of its channels and its pump.
@NullMarked
package io.liftline.well;

import org.jspecify.annotations.NullMarked;
