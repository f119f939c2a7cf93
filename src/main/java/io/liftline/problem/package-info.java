/// Error answers as problem details (RFC 9457).
@NullMarked
package io.liftline.problem;

import org.jspecify.annotations.NullMarked;
