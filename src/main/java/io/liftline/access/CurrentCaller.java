package io.liftline.access;

import io.liftline.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// Tells who sends a request.
@Singleton
public class CurrentCaller {

    private final SecurityIdentity identity;
    private final CallerAuthenticator authenticator;

    CurrentCaller(SecurityIdentity identity, CallerAuthenticator authenticator) {
        this.identity = identity;
        this.authenticator = authenticator;
    }

    /// The caller of the current request.
    ///
    /// To be asked at the start of a method annotated with `@RolesAllowed` or `@Authenticated`: there the
    /// caller is known before the method runs, so this neither blocks nor fails.
    ///
    /// @throws IllegalStateException when the request carries no token, that is, in a method without
    ///     such annotation
    public Caller current() {
        if (identity.getPrincipal() instanceof CallerPrincipal principal) {
            return principal.caller();
        }
        throw new IllegalStateException("the request has no authenticated caller");
    }

    /// The caller of a request to a route outside the REST layer, let in by one of these roles: there, what
    /// `@RolesAllowed` and [#current] are in it.
    ///
    /// @throws ProblemException 401 without a good token, 403 without such a role, 503 while nobody can tell
    public Caller admit(HttpServerRequest request, Set<Role> roles) {
        return letIn(authenticator.caller(request), roles);
    }

    /// The same for a request that brings its token elsewhere than `Authorization: Bearer` has it.
    ///
    /// @param token the token; empty when there is none
    /// @throws ProblemException 401 without a good token, 403 without such a role, 503 while nobody can tell
    public Caller admit(Optional<String> token, Set<Role> roles) {
        return letIn(token.flatMap(authenticator::callerOf), roles);
    }

    private static Caller letIn(Optional<Caller> known, Set<Role> roles) {
        Caller caller = known.orElseThrow(ProblemException::unauthenticated);
        if (Collections.disjoint(caller.roles(), roles)) {
            throw ProblemException.forbidden();
        }
        return caller;
    }
}
