package io.liftline.query;

import io.liftline.query.source.ArchivedPart;
import io.liftline.telemetry.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The part of a range that comes first, and is read from the same sources.
///
/// @param range its range
/// @param archived the archived samples of just this range; empty if all samples are in the database
record Stretch(TimeRange range, Optional<ArchivedPart> archived) {

    /// The longest range of samples in the database that one statement reads: a statement is planned for each
    /// chunk of its range, in about half a millisecond.
    static final long LONGEST = Duration.ofDays(64).toNanos() / 1_000;

    /// The first stretch of a range.
    ///
    /// @param parts in order of time
    static Stretch first(TimeRange range, TimeOrder order, List<ArchivedPart> parts) {
        List<ArchivedPart> within = ArchivedPart.within(parts, List.of(range));
        if (within.isEmpty()) {
            return new Stretch(range, Optional.empty());
        }
        return switch (order) {
            case ASC -> {
                ArchivedPart next = within.getFirst();
                yield next.range().from() == range.from()
                        ? of(next)
                        : hot(range.from(), next.range().from());
            }
            case DESC -> {
                ArchivedPart next = within.getLast();
                yield next.range().to() == range.to()
                        ? of(next)
                        : hot(next.range().to(), range.to());
            }
        };
    }

    /// Its length in microseconds.
    long length() {
        return range.to() - range.from();
    }

    /// What comes first of it, if its samples are in the database.
    ///
    /// @param micros the maximum length
    Stretch first(TimeOrder order, long micros) {
        return archived.isPresent() ? this : new Stretch(order.first(range, micros), archived);
    }

    private static Stretch of(ArchivedPart part) {
        return new Stretch(part.range(), Optional.of(part));
    }

    private static Stretch hot(long from, long to) {
        return new Stretch(new TimeRange(from, to), Optional.empty());
    }
}
