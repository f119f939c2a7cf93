/// How a failure looks on the wire: RFC 9457 problem details, made in one place.
@NullMarked
package io.liftline.problem;

import org.jspecify.annotations.NullMarked;
