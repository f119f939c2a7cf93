package io.liftline.archive;

import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.time.Instant;

/// A range of times that one or more existing chunks of a hypertable cover.
///
/// @param range the range
/// @param chunk the name of a chunk, without its schema
/// @param compressed whether all of them are compressed
record ChunkRange(TimeRange range, String chunk, boolean compressed) {

    Instant end() {
        return Timestamp.instant(range.to());
    }

    boolean overlaps(TimeRange other) {
        return range.from() < other.to() && other.from() < range.to();
    }

    boolean isWithin(TimeRange other) {
        return range.from() >= other.from() && range.to() <= other.to();
    }
}
