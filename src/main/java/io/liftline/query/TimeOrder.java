package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.source.Selection;
import io.liftline.telemetry.TimeRange;
import java.util.Locale;
import java.util.Optional;

/// The order of samples by event time.
enum TimeOrder {
    ASC,
    DESC;

    /// The archived samples that come first in this order.
    ///
    /// @param fewest how many
    Selection first(int fewest) {
        return this == ASC ? new Selection.Oldest(fewest) : new Selection.Newest(fewest);
    }

    /// The part of a range that comes first in this order.
    ///
    /// @param micros its maximum length
    TimeRange first(TimeRange range, long micros) {
        return switch (this) {
            case ASC -> new TimeRange(range.from(), Math.min(range.to(), range.from() + micros));
            case DESC -> new TimeRange(Math.max(range.from(), range.to() - micros), range.to());
        };
    }

    /// What of a range comes after one of its parts in this order. Empty if that is nothing.
    Optional<TimeRange> rest(TimeRange range, TimeRange part) {
        return switch (this) {
            case ASC -> part.to() < range.to() ? Optional.of(new TimeRange(part.to(), range.to())) : Optional.empty();
            case DESC ->
                range.from() < part.from() ? Optional.of(new TimeRange(range.from(), part.from())) : Optional.empty();
        };
    }

    /// A range without what comes before one of its parts in this order.
    TimeRange since(TimeRange range, TimeRange part) {
        return switch (this) {
            case ASC -> new TimeRange(part.from(), range.to());
            case DESC -> new TimeRange(range.from(), part.to());
        };
    }

    /// The order in which the pages of a cursor continue.
    ///
    /// @param name the order in the cursor
    /// @param requested the order of this request; empty if it names none
    /// @throws ProblemException 400 if the two differ
    static TimeOrder ofCursor(String name, Optional<TimeOrder> requested) {
        TimeOrder order = valueOf(name);
        if (requested.isPresent() && requested.get() != order) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "cursor is of a page in order " + order.name().toLowerCase(Locale.ROOT)
                            + "; keep to it, or start anew");
        }
        return order;
    }
}
