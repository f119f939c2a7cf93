package io.liftline.rollup;

import java.time.Instant;

/// An hour whose samples have changed after it was aggregated.
///
/// @param start its start
/// @param transactions the transactions that changed it, as an array literal
record TouchedHour(Instant start, String transactions) {}
