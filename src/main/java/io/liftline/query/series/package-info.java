/// Time series in buckets: their boundaries, aggregates, gap filling, and the statements that compute them.
@NullMarked
package io.liftline.query.series;

import org.jspecify.annotations.NullMarked;
