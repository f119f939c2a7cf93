package io.liftline.telemetry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/// Event times as microseconds since 1970-01-01T00:00:00Z, the resolution of PostgreSQL's `timestamptz`, and
/// their text form, RFC 3339 with an offset.
///
/// Finer digits are truncated, not rounded, so that the same text always gives the same time.
public final class Timestamp {

    /// The result for a text that is not a time. It is far beyond the year 9999.
    public static final long UNREADABLE = Long.MAX_VALUE;

    private static final long MICROS = 1_000_000;
    private static final int DATE_TIME_LENGTH = "2025-11-20T06:00:00".length();
    private static final int MAX_LENGTH = "2025-11-20T06:00:00.123456789+03:00".length();

    /// Days from 1 March of the year -400, the origin of [#epochDay], to 1970-01-01.
    private static final long DAYS_TO_1970 = 719_468 + 146_097;

    private Timestamp() {}

    /// Parses RFC 3339 (section 5.6): date, `T` or a space, time, an optional fraction of 1 to 9 digits, and
    /// `Z` or an offset `±hh:mm`. It also accepts unambiguous forms of ISO 8601: offsets `±hhmm` and `±hh`, and
    /// a comma before the fraction. Second 60 is rejected, because PostgreSQL stores no leap seconds.
    ///
    /// @return microseconds since the epoch; empty if the text has another form or the date does not exist
    ///     ([TimeFault] has the reason)
    public static OptionalLong parse(CharSequence text) {
        int length = text.length();
        if (length > MAX_LENGTH) {
            return OptionalLong.empty();
        }
        byte[] ascii = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            ascii[i] = c < 0x80 ? (byte) c : (byte) '?';
        }
        long micros = parse(ascii, 0, length);
        return micros == UNREADABLE ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    /// Parses ASCII bytes without creating an object.
    ///
    /// @return microseconds since the epoch, or [#UNREADABLE]
    public static long parse(byte[] text, int from, int to) {
        int at = from + DATE_TIME_LENGTH;
        if (at >= to || !hasShape(text, from)) {
            return UNREADABLE;
        }
        long days = epochDay(text, from);
        int hour = twoDigits(text, from + 11);
        int minute = twoDigits(text, from + 14);
        int second = twoDigits(text, from + 17);
        if (days == UNREADABLE || (hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return UNREADABLE;
        }
        long fraction = 0;
        if (text[at] == '.' || text[at] == ',') {
            int first = ++at;
            for (long unit = MICROS / 10; at < to && isDigit(text[at]); at++, unit /= 10) {
                fraction += (text[at] - '0') * unit;
            }
            if (at == first || at - first > 9) {
                return UNREADABLE;
            }
        }
        int offset = offsetSeconds(text, at, to);
        if (offset == Integer.MIN_VALUE) {
            return UNREADABLE;
        }
        return (days * 86_400 + hour * 3_600L + minute * 60L + second - offset) * MICROS + fraction;
    }

    /// The time in UTC: `2025-11-20T06:00:00Z`, with a fraction only if it is not zero.
    public static String format(long micros) {
        return instant(micros).toString();
    }

    /// The time as an [Instant].
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    }

    /// The time in UTC in the type that the database clients use.
    public static OffsetDateTime utc(long micros) {
        return instant(micros).atOffset(ZoneOffset.UTC);
    }

    /// Microseconds since the epoch.
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
    }

    private static boolean hasShape(byte[] text, int from) {
        byte separator = text[from + 10];
        return text[from + 4] == '-'
                && text[from + 7] == '-'
                && (separator == 'T' || separator == 't' || separator == ' ')
                && text[from + 13] == ':'
                && text[from + 16] == ':';
    }

    /// Days from 1970-01-01 to the date `yyyy-mm-dd`, or [#UNREADABLE] if the date does not exist.
    ///
    /// Years start in March, so that the leap day is the last day of a year. They are counted from 400 years
    /// before year 0, so that no dividend is negative; the calendar repeats after 400 years, which are 146,097
    /// days.
    private static long epochDay(byte[] text, int at) {
        int century = twoDigits(text, at);
        int year = century * 100 + twoDigits(text, at + 2);
        int month = twoDigits(text, at + 5);
        int day = twoDigits(text, at + 8);
        if (century < 0 || year < century * 100 || month < 1 || month > 12 || day < 1 || day > days(year, month)) {
            return UNREADABLE;
        }
        int march = month > 2 ? year + 400 : year + 399;
        int months = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (153 * months + 2) / 5 + day - 1;
        return 365L * march + march / 4 - march / 100 + march / 400 + dayOfYear - DAYS_TO_1970;
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Seconds east of UTC. `Integer.MIN_VALUE` if there is no valid offset at `at`, or if the text continues
    /// after it. Most times end with `Z`, which is checked first.
    private static int offsetSeconds(byte[] text, int at, int to) {
        int left = to - at;
        if (left == 1) {
            return text[at] == 'Z' || text[at] == 'z' ? 0 : Integer.MIN_VALUE;
        }
        int minutesAt = switch (left) {
            case 3 -> to; // +03
            case 5 -> at + 3; // +0300
            case 6 -> text[at + 3] == ':' ? at + 4 : to + 1; // +03:00
            default -> to + 1;
        };
        if (minutesAt > to) {
            return Integer.MIN_VALUE;
        }
        int hours = twoDigits(text, at + 1);
        int minutes = minutesAt == to ? 0 : twoDigits(text, minutesAt);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return switch (text[at]) {
            case '+' -> seconds;
            case '-' -> -seconds;
            default -> Integer.MIN_VALUE;
        };
    }

    /// The value of the two digits at `at`, or -1.
    private static int twoDigits(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
