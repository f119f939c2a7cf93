package io.liftline.access;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Identifies the caller by the credentials of a request. Implemented in the package `access.token`.
public interface CallerAuthenticator {

    /// The caller. Empty if the request has no valid credentials.
    ///
    /// @throws io.liftline.problem.ProblemException 503 while the signing keys are not loaded
    Optional<Caller> caller(HttpServerRequest request);

    /// Whether the credentials of a request are known to be valid, without work for the others: a token that
    /// was verified before, or an API key. Wherever clients of InfluxDB put them counts, too.
    boolean isKnown(HttpServerRequest request);

    /// The caller whose token this is. Empty if the token is not valid.
    ///
    /// @throws io.liftline.problem.ProblemException 503 while the signing keys are not loaded
    Optional<Caller> callerOf(String token);
}
