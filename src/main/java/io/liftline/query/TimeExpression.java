package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A point in time as a client writes it in `from` and `to`: RFC 3339 with an offset, `now`, or a look-back
/// such as `-90s`, `-15m`, `-24h`, `-7d`, `-4w`.
final class TimeExpression {

    private static final Pattern LOOK_BACK = Pattern.compile("-(\\d{1,6})([smhdw])");
    private static final Pattern LOST_PLUS = Pattern.compile("(.*T.*) (\\d\\d:\\d\\d)");

    /// Where a look-back beyond all history ends.
    private static final long EARLIEST = Timestamp.micros(Instant.parse("0001-01-01T00:00:00Z"));

    private TimeExpression() {}

    /// The range `[from, to)`.
    ///
    /// @param now what `now` and look-backs count from
    /// @throws ProblemException 400 when a text is not a time, 422 when the range is empty
    static TimeRange range(String from, String to, Instant now) {
        long first = micros("from", from, now);
        long end = micros("to", to, now);
        if (first >= end) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "The range is empty: from is " + Timestamp.format(first) + ", to is " + Timestamp.format(end));
        }
        return new TimeRange(first, end);
    }

    private static long micros(String parameter, String text, Instant now) {
        if (text.equals("now")) {
            return Timestamp.micros(now);
        }
        Matcher lookBack = LOOK_BACK.matcher(text);
        if (lookBack.matches()) {
            long seconds = Long.parseLong(lookBack.group(1)) * secondsPer(lookBack.group(2));
            return Math.max(EARLIEST, Timestamp.micros(now) - Math.multiplyExact(seconds, 1_000_000L));
        }
        // A plus sign that nobody percent-encoded arrives as a space.
        Matcher lostPlus = LOST_PLUS.matcher(text);
        String time = lostPlus.matches() ? lostPlus.group(1) + "+" + lostPlus.group(2) : text;
        return Timestamp.parse(time)
                .orElseThrow(
                        () -> new ProblemException(
                                ProblemCode.MALFORMED_REQUEST,
                                parameter + " is '" + QueryParameter.clip(text)
                                        + "', but must be RFC 3339 with an offset (2025-11-20T06:00:00Z), a look-back (-24h) or now"));
    }

    private static long secondsPer(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 7 * 86_400;
        };
    }
}
