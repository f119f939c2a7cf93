package io.liftline.ingest.http;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.QueryParameters;

/// What is done with the samples of a body, by the parameter [#PARAMETER].
enum Purpose {
    /// They are stored.
    STORE,
    /// They are only validated (`io.liftline.ingest.IngestCheck`).
    CHECK;

    static final String PARAMETER = "dry_run";

    /// @throws ProblemException 400 if the parameter is neither `true` nor `false`
    static Purpose of(QueryParameters parameters) {
        String text = parameters.value(PARAMETER, "false");
        return switch (text) {
            case "false" -> STORE;
            case "true" -> CHECK;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        PARAMETER + " is '" + RowError.clip(text) + "', but must be true or false");
        };
    }
}
