/// The query routes, and the statements that they run.
@NullMarked
package io.liftline.query;

import org.jspecify.annotations.NullMarked;
