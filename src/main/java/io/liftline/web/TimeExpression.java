package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeFault;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The syntax of `from` and `to`: RFC 3339 with an offset; `now`; a time relative to now such as `-90s`,
/// `-15m`, `-24h`, `-7d`, `-4w`, also written `now-24h`; Unix seconds or milliseconds, distinguished by their
/// magnitude.
public final class TimeExpression {

    private static final Pattern LOOK_BACK = Pattern.compile("(?:now)?-(\\d{1,6})([smhdw])");
    private static final Pattern UNIX = Pattern.compile("\\d{1,18}|[1-8]\\d{18}");
    private static final Pattern LOST_PLUS = Pattern.compile("(.*[Tt ].*) (\\d\\d(?::?\\d\\d)?)");

    private static final String FORMS =
            "RFC 3339 with an offset (2025-11-20T06:00:00Z), a look-back (-24h), now, or Unix seconds or milliseconds";

    private static final long MICROS = 1_000_000;
    private static final long MICROS_PER_MILLI = 1_000;

    /// Smaller numbers (seconds before March 1973) are rejected, because they are more likely a year or a date
    /// without hyphens. 0 is accepted.
    private static final long FIRST_SECONDS = 100_000_000;

    /// Smaller numbers are seconds, up to the year 5138. Others are milliseconds, from March 1973 on.
    private static final long FIRST_MILLIS = 100_000_000_000L;

    /// This number and larger ones are rejected: as milliseconds they would be after the year 5138.
    private static final long FIRST_MICROS = 100_000_000_000_000L;

    /// The earliest result of a relative time.
    private static final long EARLIEST = Timestamp.micros(Instant.parse("0001-01-01T00:00:00Z"));

    private TimeExpression() {}

    /// The range `[from, to)`.
    ///
    /// @param now the time that relative times refer to
    /// @throws ProblemException 400 if a text is not a time, 422 if the range is empty
    public static TimeRange range(String from, String to, Instant now) {
        long first = micros("from", from, now);
        long end = micros("to", to, now);
        if (first >= end) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "The range is empty: from is " + Timestamp.format(first) + ", to is " + Timestamp.format(end));
        }
        return new TimeRange(first, end);
    }

    /// One time, in microseconds since 1970-01-01T00:00:00Z.
    ///
    /// @param parameter the name of the parameter, for the error message
    /// @throws ProblemException 400 if the text is not a time
    public static long micros(String parameter, String text, Instant now) {
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
        // A plus sign that is not percent-encoded arrives as a space.
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
        // Valid Unix times were handled above, so these have a sign or a fraction.
        // These units are accepted here, so a text that looks like one of them has another fault.
        boolean isAcceptedUnit = fault == TimeFault.UNIX_SECONDS || fault == TimeFault.UNIX_MILLISECONDS;
        return new ProblemException(
                ProblemCode.MALFORMED_REQUEST,
                "%s is '%s', but %s; write %s"
                        .formatted(
                                parameter,
                                clip(text),
                                (isAcceptedUnit ? TimeFault.NOT_A_TIME : fault).description(),
                                FORMS));
    }

    private static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
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
