package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeFault;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A point in time as a client writes it in `from` and `to`: RFC 3339 with an offset; `now`; a look-back such
/// as `-90s`, `-15m`, `-24h`, `-7d`, `-4w`, also written `now-24h`; Unix seconds or milliseconds, told apart
/// by their magnitude.
final class TimeExpression {

    private static final Pattern LOOK_BACK = Pattern.compile("(?:now)?-(\\d{1,6})([smhdw])");
    private static final Pattern UNIX = Pattern.compile("\\d{1,18}|[1-8]\\d{18}");
    private static final Pattern LOST_PLUS = Pattern.compile("(.*[Tt ].*) (\\d\\d(?::?\\d\\d)?)");

    private static final String FORMS =
            "RFC 3339 with an offset (2025-11-20T06:00:00Z), a look-back (-24h), now, or Unix seconds or milliseconds";

    private static final long MICROS = 1_000_000;
    private static final long MICROS_PER_MILLI = 1_000;

    /// Below it, that is before March 1973, a number is rather a year or a date without its dashes; 0 is
    /// meant.
    private static final long FIRST_SECONDS = 100_000_000;

    /// Below it a number is Unix seconds, up to the year 5138; from it on milliseconds, from March 1973.
    private static final long FIRST_MILLIS = 100_000_000_000L;

    /// From it on a number is neither: as milliseconds it would be that of the year 5138.
    private static final long FIRST_MICROS = 100_000_000_000_000L;

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
            return Math.max(EARLIEST, Timestamp.micros(now) - Math.multiplyExact(seconds, MICROS));
        }
        if (UNIX.matcher(text).matches()) {
            return unix(Long.parseLong(text)).orElseThrow(() -> refused(parameter, text));
        }
        // A plus sign that nobody percent-encoded arrives as a space.
        Matcher lostPlus = LOST_PLUS.matcher(text);
        String time = lostPlus.matches() ? lostPlus.group(1) + "+" + lostPlus.group(2) : text;
        return Timestamp.parse(time).orElseThrow(() -> refused(parameter, time));
    }

    private static OptionalLong unix(long number) {
        if ((number != 0 && number < FIRST_SECONDS) || number >= FIRST_MICROS) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(number * (number < FIRST_MILLIS ? MICROS : MICROS_PER_MILLI));
    }

    private static ProblemException refused(String parameter, String text) {
        TimeFault fault = TimeFault.of(text);
        // What is left of these has a sign or a fraction.
        boolean isOdd = fault == TimeFault.UNIX_SECONDS || fault == TimeFault.UNIX_MILLISECONDS;
        return new ProblemException(
                ProblemCode.MALFORMED_REQUEST,
                "%s is '%s', but %s; write %s"
                        .formatted(
                                parameter,
                                QueryParameter.clip(text),
                                (isOdd ? TimeFault.NOT_A_TIME : fault).description(),
                                FORMS));
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
