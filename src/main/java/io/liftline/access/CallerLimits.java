package io.liftline.access;

import io.vertx.ext.web.RoutingContext;

/// Limits the requests of callers. Implemented in the package `access.limit`.
public interface CallerLimits {

    /// Counts a request whose credentials are valid. From then on it counts for its caller, not for the
    /// address that it came from.
    ///
    /// @throws io.liftline.problem.ProblemException 429 if the caller has sent too many
    void identified(RoutingContext request, Caller caller, Kind kind);

    /// What is counted on its own.
    enum Kind {
        /// A request to an ingest route.
        INGEST,
        /// Any other request.
        OTHER
    }
}
