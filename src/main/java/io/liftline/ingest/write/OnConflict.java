package io.liftline.ingest.write;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;

/// How a sample is stored whose (well, timestamp) is stored already (parameter `on_conflict`).
public enum OnConflict {
    /// Adds values for channels that have none. Stored values are kept.
    MERGE,
    /// Replaces stored values, channel by channel. Channels that are not in the sample keep their values.
    UPDATE,
    /// Keeps the stored row unchanged.
    IGNORE;

    /// Parses the parameter.
    ///
    /// @throws ProblemException 400 if it is none of the three
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
