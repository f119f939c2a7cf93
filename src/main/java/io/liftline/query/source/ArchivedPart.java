package io.liftline.query.source;

import io.liftline.telemetry.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A range of time whose samples are in an object of the archive, and no longer in the database, except for those
/// that came late.
///
/// @param object its name in the store
/// @param bytes its size
/// @param sha256 its SHA-256 in lower-case hexadecimal digits
/// @param range the times whose samples this object has; no two parts overlap
/// @param droppedAt when the samples left the database
public record ArchivedPart(String object, long bytes, String sha256, TimeRange range, Instant droppedAt) {

    /// What of these parts lies within the ranges.
    ///
    /// @param ranges ascending, not overlapping
    public static List<ArchivedPart> within(List<ArchivedPart> parts, List<TimeRange> ranges) {
        List<ArchivedPart> within = new ArrayList<>();
        for (ArchivedPart part : parts) {
            for (TimeRange range : ranges) {
                long from = Math.max(part.range.from(), range.from());
                long to = Math.min(part.range.to(), range.to());
                if (from < to) {
                    within.add(part.of(new TimeRange(from, to)));
                }
            }
        }
        return within;
    }

    /// The same object with a smaller range.
    public ArchivedPart of(TimeRange other) {
        return new ArchivedPart(object, bytes, sha256, other, droppedAt);
    }
}
