package io.liftline.ingest;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;

/// How an invalid sample affects the valid samples of its request (parameter `atomic`).
public enum Atomicity {
    /// Valid samples are stored, invalid ones are rejected: `atomic=false`, the default.
    PER_SAMPLE,
    /// If one sample is invalid, none is stored: `atomic=true`.
    ALL_OR_NOTHING;

    /// Parses the parameter `atomic`.
    ///
    /// @throws ProblemException 400 if it is neither `true` nor `false`
    public static Atomicity parse(String atomic) {
        return switch (atomic) {
            case "false" -> PER_SAMPLE;
            case "true" -> ALL_OR_NOTHING;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "atomic is '" + RowError.clip(atomic) + "', but must be true or false");
        };
    }
}
