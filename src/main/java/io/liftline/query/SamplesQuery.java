package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.format.SampleColumns;
import io.liftline.telemetry.TimeRange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The question for the raw samples of one well.
///
/// As (well, timestamp) is unique, what is left after a page is again such a question with a smaller range:
/// that, and nothing else, is what a cursor holds. It resolves `now` and look-backs once, on the first page.
///
/// @param well the well
/// @param range event times asked for
/// @param columns columns of the answer
/// @param order which way through time
record SamplesQuery(PermittedWell well, TimeRange range, SampleColumns columns, TimeOrder order) {

    private static final Pattern CURSOR = Pattern.compile("1 (ASC|DESC) (-?\\d{1,18}) (-?\\d{1,18})");

    /// What is left once samples up to and including `last` (microseconds) have been given; empty at the end.
    Optional<SamplesQuery> after(long last) {
        long from = order == TimeOrder.ASC ? last + 1 : range.from();
        long to = order == TimeOrder.ASC ? range.to() : last;
        return from < to
                ? Optional.of(new SamplesQuery(well, new TimeRange(from, to), columns, order))
                : Optional.empty();
    }

    /// This question's order and range as opaque text for `next_cursor`.
    String cursor() {
        String text = "1 " + order + " " + range.from() + " " + range.to();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// The question that goes on where a page with this cursor ended.
    ///
    /// @throws ProblemException 400 when the text is no cursor, or of a page in the other order
    static SamplesQuery resume(String cursor, PermittedWell well, SampleColumns columns, Optional<TimeOrder> order) {
        Matcher parts = CURSOR.matcher(decode(cursor));
        if (!parts.matches()) {
            throw malformed("cursor is not one that this service gave");
        }
        TimeOrder was = TimeOrder.valueOf(parts.group(1));
        if (order.isPresent() && order.get() != was) {
            throw malformed("cursor is of a page in order " + was.name().toLowerCase(Locale.ROOT)
                    + "; keep to it, or start anew");
        }
        long from = Long.parseLong(parts.group(2));
        long to = Long.parseLong(parts.group(3));
        if (from >= to) {
            throw malformed("cursor is not one that this service gave");
        }
        return new SamplesQuery(well, new TimeRange(from, to), columns, was);
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw malformed("cursor is not one that this service gave");
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }
}
