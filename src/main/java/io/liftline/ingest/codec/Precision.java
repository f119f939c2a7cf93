package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Locale;

/// The unit that line protocol counts time in, since 1970-01-01T00:00:00Z.
public enum Precision {
    NANOSECONDS,
    MICROSECONDS,
    MILLISECONDS,
    SECONDS,
    MINUTES,
    HOURS,
    /// Seconds to nanoseconds, by the magnitude of each time.
    AUTO;

    /// From here on a count is of milliseconds: 5 × 10⁹ seconds reach to the year 2128. Each finer unit begins a
    /// thousand times higher.
    private static final long FIRST_MILLISECONDS = 5_000_000_000L;

    /// Reads the parameter of any version of the protocol.
    ///
    /// @throws ProblemException 400 when it is something else
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

    /// Microseconds, finer digits cut off; a time out of their range becomes the farthest there is.
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

    /// The unit in words.
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
