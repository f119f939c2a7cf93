package io.liftline.ingest.write;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;

/// What to do with a sample whose (well, timestamp) is stored already.
public enum OnConflict {
    /// Keep what is stored.
    IGNORE,
    /// Take the new values, channel by channel; a channel not given keeps what is stored.
    UPDATE;

    public static OnConflict parse(String text) {
        return switch (text) {
            case "ignore" -> IGNORE;
            case "update" -> UPDATE;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "on_conflict is '" + RowError.clip(text) + "', but must be ignore or update");
        };
    }
}
