/// Rate limits of callers and addresses.
@NullMarked
package io.liftline.access.limit;

import org.jspecify.annotations.NullMarked;
