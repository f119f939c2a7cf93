package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;

/// The unit that line protocol counts time in, since 1970-01-01T00:00:00Z.
public enum Precision {
    NANOSECONDS,
    MICROSECONDS,
    MILLISECONDS,
    SECONDS;

    /// Reads the parameter of either version of the protocol; nanoseconds when there is none.
    ///
    /// @throws ProblemException 400 when it is something else
    public static Precision parse(String text) {
        return switch (text) {
            case "", "ns", "n" -> NANOSECONDS;
            case "us", "u" -> MICROSECONDS;
            case "ms" -> MILLISECONDS;
            case "s" -> SECONDS;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "precision is '" + RowError.clip(text) + "', but must be ns, us, ms or s (or n, u)");
        };
    }

    /// Microseconds, finer digits cut off; a time out of their range becomes the farthest there is.
    long micros(long count) {
        return switch (this) {
            case NANOSECONDS -> Math.floorDiv(count, 1_000);
            case MICROSECONDS -> count;
            case MILLISECONDS -> times(count, 1_000);
            case SECONDS -> times(count, 1_000_000);
        };
    }

    private static long times(long count, long factor) {
        long limit = Long.MAX_VALUE / factor - 1;
        return Math.clamp(count, -limit, limit) * factor;
    }
}
