package io.liftline.query;

import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.PageCursor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What remains of a question for the raw samples of several wells, ordered by time and well.
///
/// @param range the remaining range of event times
/// @param order ascending or descending, of both time and well
/// @param after the well of the last sample of the previous page, if there is one: of the samples at the time
///     where the range begins in this order, only those after this well remain
record FleetSamplesQuery(TimeRange range, TimeOrder order, Optional<String> after) {

    private static final Pattern CURSOR = Pattern.compile("f1 (ASC|DESC) (-?\\d{1,18}) (-?\\d{1,18}) (.+)");

    /// The question after a sample.
    FleetSamplesQuery after(long time, String well) {
        TimeRange rest =
                order == TimeOrder.ASC ? new TimeRange(time, range.to()) : new TimeRange(range.from(), time + 1);
        return new FleetSamplesQuery(rest, order, Optional.of(well));
    }

    /// The question without what comes first in its order. Empty if that is all.
    Optional<FleetSamplesQuery> without(TimeRange first) {
        return order.rest(range, first).map(rest -> new FleetSamplesQuery(rest, order, Optional.empty()));
    }

    /// The question without what comes before a part in its order.
    FleetSamplesQuery since(TimeRange part) {
        TimeRange rest = order.since(range, part);
        return rest.equals(range) ? this : new FleetSamplesQuery(rest, order, Optional.empty());
    }

    /// The range that was read when this is the rest of the question.
    List<TimeRange> before(Optional<FleetSamplesQuery> rest) {
        return List.of(rest.map(left -> order == TimeOrder.ASC
                        ? new TimeRange(range.from(), left.range.from() + 1)
                        : new TimeRange(left.range.to() - 1, range.to()))
                .orElse(range));
    }

    /// The question as an opaque text, for `next_cursor`.
    String cursor() {
        String text = "f1 " + order + " " + range.from() + " " + range.to() + " " + after.orElse("\n");
        return PageCursor.of(text);
    }

    /// The question that continues after the page with this cursor.
    ///
    /// @throws ProblemException 400 if the cursor is invalid or belongs to the other order
    static FleetSamplesQuery resume(String cursor, Optional<TimeOrder> order) {
        Matcher parts = CURSOR.matcher(PageCursor.text(cursor));
        if (!parts.matches()) {
            throw PageCursor.invalid();
        }
        TimeOrder was = TimeOrder.ofCursor(parts.group(1), order);
        long from = Long.parseLong(parts.group(2));
        long to = Long.parseLong(parts.group(3));
        if (from >= to || !PermittedWell.canBeStored(parts.group(4))) {
            throw PageCursor.invalid();
        }
        return new FleetSamplesQuery(new TimeRange(from, to), was, Optional.of(parts.group(4)));
    }
}
