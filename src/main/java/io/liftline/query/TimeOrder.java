package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.source.Selection;
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
