package io.liftline.ingest.write;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;

/// What happens to a sample whose (well, timestamp) is stored already (parameter `on_conflict`).
public enum OnConflict {
    /// Channels that have no value yet are filled in; a value that is stored stays.
    MERGE,
    /// A later value replaces the stored one, channel by channel; a channel not given keeps what is stored.
    UPDATE,
    /// The stored row stays as it is.
    IGNORE;

    /// Reads the parameter.
    ///
    /// @throws ProblemException 400 when it is none of the three
    public static OnConflict parse(String text) {
        return switch (text) {
            case "merge" -> MERGE;
            case "update" -> UPDATE;
            case "ignore" -> IGNORE;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "on_conflict is '" + RowError.clip(text) + "', but must be merge, update or ignore");
        };
    }
}
