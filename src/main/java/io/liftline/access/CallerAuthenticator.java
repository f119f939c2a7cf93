package io.liftline.access;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Finds out from the credentials of a request who sends it. Implemented in the room `access.token`.
public interface CallerAuthenticator {

    /// The caller; empty when the request has no credentials or none that are valid.
    ///
    /// @throws io.liftline.problem.ProblemException 503 while the keys are not loaded
    Optional<Caller> caller(HttpServerRequest request);

    /// The caller whose token this is; empty when it is not valid.
    ///
    /// @throws io.liftline.problem.ProblemException 503 while the keys are not loaded
    Optional<Caller> callerOf(String token);
}
