package io.liftline.ingest;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;

/// What a bad sample does to the good ones of its request (parameter `atomic`).
public enum Atomicity {
    /// Good samples are kept, bad ones are named: `atomic=false`, the default.
    PER_SAMPLE,
    /// One bad sample keeps all from being stored: `atomic=true`.
    ALL_OR_NOTHING;

    /// Reads the parameter `atomic`.
    ///
    /// @throws ProblemException 400 when it is neither `true` nor `false`
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
