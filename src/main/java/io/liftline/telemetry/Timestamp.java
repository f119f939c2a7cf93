package io.liftline.telemetry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/// Event times as microseconds since 1970-01-01T00:00:00Z, which is what PostgreSQL's `timestamptz`
/// resolves, and their text form, RFC 3339 with an offset.
///
/// Finer digits are cut off, not rounded, so that a replay of the same text is always the same time.
public final class Timestamp {

    private static final long MICROS = 1_000_000;
    private static final int DATE_TIME_LENGTH = "2025-11-20T06:00:00".length();

    private Timestamp() {}

    /// Reads RFC 3339 (section 5.6): date, `T` or a space, time, an optional fraction of 1 to 9 digits, and
    /// `Z` or an offset `±hh:mm`. Second 60 is refused: PostgreSQL keeps no leap seconds.
    ///
    /// @return microseconds since the epoch, or empty when the text is anything else or the date does not
    /// exist
    public static OptionalLong parse(CharSequence text) {
        int length = text.length();
        if (length <= DATE_TIME_LENGTH || !hasShape(text)) {
            return OptionalLong.empty();
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return OptionalLong.empty();
        }
        int at = DATE_TIME_LENGTH;
        long fraction = 0;
        if (text.charAt(at) == '.') {
            int first = ++at;
            for (long unit = MICROS / 10; at < length && isDigit(text.charAt(at)); at++, unit /= 10) {
                fraction += (text.charAt(at) - '0') * unit;
            }
            if (at == first || at - first > 9) {
                return OptionalLong.empty();
            }
        }
        int offset = offsetSeconds(text, at);
        if (offset == Integer.MIN_VALUE) {
            return OptionalLong.empty();
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            long seconds = days * 86_400 + hour * 3_600L + minute * 60L + second - offset;
            return OptionalLong.of(seconds * MICROS + fraction);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /// The text form in UTC: `2025-11-20T06:00:00Z`, with a fraction only where there is one.
    public static String format(long micros) {
        return instant(micros).toString();
    }

    /// The same time for `java.time`.
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    }

    /// The same time as the database client takes it, in UTC.
    public static OffsetDateTime utc(long micros) {
        return instant(micros).atOffset(ZoneOffset.UTC);
    }

    /// Microseconds since the epoch.
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
    }

    private static boolean hasShape(CharSequence text) {
        char separator = text.charAt(10);
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (separator == 'T' || separator == 't' || separator == ' ')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /// Seconds east of UTC, or `Integer.MIN_VALUE` when what stands at `at` is no offset or not the end of
    /// the text.
    private static int offsetSeconds(CharSequence text, int at) {
        int left = text.length() - at;
        if (left == 1) {
            return text.charAt(at) == 'Z' || text.charAt(at) == 'z' ? 0 : Integer.MIN_VALUE;
        }
        if (left != "+03:00".length() || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return switch (text.charAt(at)) {
            case '+' -> seconds;
            case '-' -> -seconds;
            default -> Integer.MIN_VALUE;
        };
    }

    /// The number that the digits of `[from, to)` write, or -1.
    private static int number(CharSequence text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
