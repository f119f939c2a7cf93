package io.liftline.access;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Identifies the caller by the credentials of a request. Implemented in the package `access.token`.
public interface CallerAuthenticator {

    /// The caller. Empty if the request has no valid credentials.
    ///
    /// @throws io.liftline.problem.ProblemException 503 while the signing keys are not loaded
    Optional<Caller> caller(HttpServerRequest request);

    /// The caller whose token this is. Empty if the token is not valid.
    ///
    /// @throws io.liftline.problem.ProblemException 503 while the signing keys are not loaded
    Optional<Caller> callerOf(String token);
}
