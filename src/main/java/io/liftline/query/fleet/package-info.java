/// The state of each well of a fleet: what is wrong with it, its newest values, and a trend of the last
/// day.
@NullMarked
package io.liftline.query.fleet;

import org.jspecify.annotations.NullMarked;
