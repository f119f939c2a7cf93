package io.liftline.rollup;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// An hour whose samples have changed after it was aggregated.
///
/// @param start its start
/// @param transactions the transactions that changed it, as an array literal
record TouchedHour(Instant start, String transactions) {

    /// Its end, which is not part of it.
    Instant end() {
        return start.plus(1, ChronoUnit.HOURS);
    }
}
