package io.liftline.query;

import io.liftline.problem.ProblemException;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.source.ArchiveUse;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.PageCursor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A query of the raw samples of one well.
///
/// Because (well, timestamp) is unique, the rest of a range after a page is again such a query, with a smaller
/// range. A cursor contains exactly that. Relative times are resolved once, for the first page.
///
/// @param well the well
/// @param range the range of event times
/// @param columns the columns of the answer
/// @param order ascending or descending time
/// @param archive whether the archive is read
record SamplesQuery(PermittedWell well, TimeRange range, SampleColumns columns, TimeOrder order, ArchiveUse archive) {

    private static final Pattern CURSOR = Pattern.compile("1 (ASC|DESC) (-?\\d{1,18}) (-?\\d{1,18})");

    /// The query for the samples after `last` (microseconds), in the order of the query. Empty at the end of
    /// the range.
    Optional<SamplesQuery> after(long last) {
        long from = order == TimeOrder.ASC ? last + 1 : range.from();
        long to = order == TimeOrder.ASC ? range.to() : last;
        return from < to ? Optional.of(in(new TimeRange(from, to))) : Optional.empty();
    }

    /// The query without what comes first in its order. Empty if that is all.
    Optional<SamplesQuery> without(TimeRange first) {
        return order.rest(range, first).map(this::in);
    }

    /// The query without what comes before a part in its order.
    SamplesQuery since(TimeRange part) {
        return in(order.since(range, part));
    }

    /// The range that was read when this is the rest of the query.
    List<TimeRange> before(Optional<SamplesQuery> rest) {
        return List.of(rest.map(left -> order == TimeOrder.ASC
                        ? new TimeRange(range.from(), left.range.from())
                        : new TimeRange(left.range.to(), range.to()))
                .orElse(range));
    }

    private SamplesQuery in(TimeRange part) {
        return new SamplesQuery(well, part, columns, order, archive);
    }

    /// The range and order of this query as an opaque text, for `next_cursor`.
    String cursor() {
        String text = "1 " + order + " " + range.from() + " " + range.to();
        return PageCursor.of(text);
    }

    /// The query that continues after the page with this cursor.
    ///
    /// @throws ProblemException 400 if the cursor is invalid or belongs to the other order
    static SamplesQuery resume(
            String cursor, PermittedWell well, SampleColumns columns, Optional<TimeOrder> order, ArchiveUse archive) {
        Matcher parts = CURSOR.matcher(PageCursor.text(cursor));
        if (!parts.matches()) {
            throw PageCursor.invalid();
        }
        TimeOrder was = TimeOrder.ofCursor(parts.group(1), order);
        long from = Long.parseLong(parts.group(2));
        long to = Long.parseLong(parts.group(3));
        if (from >= to) {
            throw PageCursor.invalid();
        }
        return new SamplesQuery(well, new TimeRange(from, to), columns, was, archive);
    }
}
