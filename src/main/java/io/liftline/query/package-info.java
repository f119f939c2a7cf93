/// A question in, a stream of rows out.
@NullMarked
package io.liftline.query;

import org.jspecify.annotations.NullMarked;
