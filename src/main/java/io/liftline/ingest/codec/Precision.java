package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Locale;

/// The unit of times in line protocol, since 1970-01-01T00:00:00Z.
public enum Precision {
    NANOSECONDS,
    MICROSECONDS,
    MILLISECONDS,
    SECONDS,
    MINUTES,
    HOURS,
    /// Seconds to nanoseconds, detected from the magnitude of each time.
    AUTO;

    /// From this number on, a time is in milliseconds: 5 × 10⁹ seconds is the year 2128. Each finer unit starts
    /// a thousand times higher.
    private static final long FIRST_MILLISECONDS = 5_000_000_000L;

    /// Parses the parameter `precision` of any InfluxDB version.
    ///
    /// @throws ProblemException 400 if it is invalid
    public static Precision parse(String text) {
        return switch (text) {
            case "ns", "n", "nanosecond" -> NANOSECONDS;
            case "us", "u", "microsecond" -> MICROSECONDS;
            case "ms", "millisecond" -> MILLISECONDS;
            case "s", "second" -> SECONDS;
            case "m" -> MINUTES;
            case "h" -> HOURS;
            case "auto" -> AUTO;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "precision is '" + RowError.clip(text)
                                + "', but must be ns, us, ms, s, m, h (or n, u), or nanosecond, microsecond, millisecond, second or auto");
        };
    }

    /// Microseconds since the epoch. Finer digits are truncated. A time out of range becomes the earliest or
    /// latest possible one.
    long micros(long count) {
        return switch (this) {
            case NANOSECONDS -> Math.floorDiv(count, 1_000);
            case MICROSECONDS -> count;
            case MILLISECONDS -> times(count, 1_000);
            case SECONDS -> times(count, 1_000_000);
            case MINUTES -> times(count, 60_000_000);
            case HOURS -> times(count, 3_600_000_000L);
            case AUTO -> ofMagnitude(Math.abs(count)).micros(count);
        };
    }

    private static Precision ofMagnitude(long count) {
        if (count < FIRST_MILLISECONDS) {
            return SECONDS;
        }
        if (count < FIRST_MILLISECONDS * 1_000) {
            return MILLISECONDS;
        }
        return count < FIRST_MILLISECONDS * 1_000_000 ? MICROSECONDS : NANOSECONDS;
    }

    /// The name of the unit.
    String words() {
        return switch (this) {
            case AUTO -> "seconds, milliseconds, microseconds or nanoseconds";
            case NANOSECONDS, MICROSECONDS, MILLISECONDS, SECONDS, MINUTES, HOURS -> name().toLowerCase(Locale.ROOT);
        };
    }

    private static long times(long count, long factor) {
        long limit = Long.MAX_VALUE / factor - 1;
        return Math.clamp(count, -limit, limit) * factor;
    }
}
