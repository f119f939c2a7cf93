package io.liftline.ingest.sample;

import io.liftline.telemetry.Timestamp;
import java.util.Locale;

/// Event times as a number of units since 1970-01-01T00:00:00Z: `time_format=unix_s`, `unix_ms`, `unix_us` or
/// `unix_ns`. A number may have a fraction; digits below a microsecond are truncated.
///
/// @param unit the unit
public record UnixTime(Unit unit) implements TimeFormat {

    /// A unit of time.
    public enum Unit {
        SECONDS(6),
        MILLISECONDS(3),
        MICROSECONDS(0),
        NANOSECONDS(-3);

        /// The number of decimal digits between this unit and microseconds.
        private final int digits;

        Unit(int digits) {
            this.digits = digits;
        }
    }

    /// The maximum number of digits in microseconds; nanoseconds may have one more.
    private static final int MAX_DIGITS = 18;

    @Override
    public long micros(byte[] text, int from, int to) {
        int first = from < to && text[from] == '-' ? from + 1 : from;
        int at = first;
        long count = 0;
        while (at < to && isDigit(text[at])) {
            count = count * 10 + text[at++] - '0';
        }
        int whole = at - first;
        int fraction = 0;
        if (at < to && text[at] == '.') {
            for (at++; at < to && isDigit(text[at]); at++) {
                if (fraction < unit.digits) {
                    count = count * 10 + text[at] - '0';
                    fraction++;
                }
            }
        }
        if (at != to || whole == 0 || whole > mostDigits() || count < 0) {
            return Timestamp.UNREADABLE;
        }
        long micros = scaled(count, unit.digits - fraction);
        return first == from ? micros : -micros;
    }

    private int mostDigits() {
        return unit == Unit.NANOSECONDS ? MAX_DIGITS + 1 : MAX_DIGITS - unit.digits;
    }

    private static long scaled(long count, int digits) {
        long scaled = count;
        for (int i = digits; i > 0; i--) {
            scaled *= 10;
        }
        return digits < 0 ? scaled / 1_000 : scaled;
    }

    @Override
    public boolean isNumber() {
        return true;
    }

    @Override
    public String fault(String text) {
        return "must be a number of " + unit.name().toLowerCase(Locale.ROOT)
                + " since 1970-01-01T00:00:00Z, as time_format says";
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
