package io.liftline.query.source;

import io.liftline.telemetry.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A version of a chunk that was dropped at least once.
///
/// @param part the object, with the whole range of the chunk
/// @param place where its samples are now
record ArchivedVersion(ArchivedPart part, Place place) {

    /// Where samples are.
    enum Place {
        ARCHIVE,
        /// They were brought back into the database.
        DATABASE
    }

    /// The parts that are in the archive only, in order of time.
    ///
    /// A version has all samples of its range that older ones have, because these are brought back before it is
    /// exported. So where two overlap, the newer one counts.
    ///
    /// @param newestFirst by the time of their export
    static List<ArchivedPart> parts(List<ArchivedVersion> newestFirst) {
        List<ArchivedPart> parts = new ArrayList<>();
        List<TimeRange> covered = new ArrayList<>();
        for (ArchivedVersion version : newestFirst) {
            TimeRange range = version.part.range();
            if (version.place == Place.ARCHIVE) {
                without(range, covered).forEach(rest -> parts.add(version.part.of(rest)));
            }
            covered.add(range);
        }
        parts.sort(Comparator.comparingLong(part -> part.range().from()));
        return List.copyOf(parts);
    }

    private static List<TimeRange> without(TimeRange range, List<TimeRange> covered) {
        List<TimeRange> rest = List.of(range);
        for (TimeRange cover : covered) {
            List<TimeRange> left = new ArrayList<>();
            for (TimeRange each : rest) {
                if (cover.to() <= each.from() || each.to() <= cover.from()) {
                    left.add(each);
                    continue;
                }
                if (each.from() < cover.from()) {
                    left.add(new TimeRange(each.from(), cover.from()));
                }
                if (cover.to() < each.to()) {
                    left.add(new TimeRange(cover.to(), each.to()));
                }
            }
            rest = left;
        }
        return rest;
    }
}
