package io.liftline.access;

import io.liftline.problem.ProblemException;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Provides the caller of a request.
@Singleton
public class CurrentCaller {

    /// The name of the caller of a question outside the REST layer, in the context of its request.
    private static final String ADMITTED = CurrentCaller.class.getName();

    private final SecurityIdentity identity;
    private final CallerAuthenticator authenticator;
    private final CallerLimits limits;

    CurrentCaller(SecurityIdentity identity, CallerAuthenticator authenticator, CallerLimits limits) {
        this.identity = identity;
        this.authenticator = authenticator;
        this.limits = limits;
    }

    /// The caller of the current request to the REST layer.
    ///
    /// Call it from a method annotated with `@RolesAllowed` or `@Authenticated`. Authentication is then
    /// complete before the method runs, so this call does not block.
    ///
    /// @throws IllegalStateException if the request was not authenticated, because the method has no such
    ///     annotation
    public Caller current() {
        if (identity.getPrincipal() instanceof CallerPrincipal principal) {
            return principal.caller();
        }
        throw new IllegalStateException("the request has no authenticated caller");
    }

    /// Name of the caller of the current request, by which limits are shared. Empty while no request is active.
    public String holder() {
        @Nullable Context current = Vertx.currentContext();
        @Nullable
        String admitted =
                current != null && VertxContext.isDuplicatedContext(current) ? current.getLocal(ADMITTED) : null;
        return admitted == null ? ofRestLayer() : admitted;
    }

    private String ofRestLayer() {
        return Arc.container().requestContext().isActive()
                        && identity.getPrincipal() instanceof CallerPrincipal principal
                ? principal.caller().username()
                : "";
    }

    /// Authenticates a request to a route outside the REST layer, counts it for its caller and checks its
    /// roles. It replaces `@RolesAllowed` and [#current] there.
    ///
    /// @throws ProblemException 401 without a valid token, 403 without one of these roles, 429 if the caller
    ///     has sent too many requests, 503 while the signing keys are not loaded
    public Caller admit(RoutingContext request, Set<Role> roles) {
        return letIn(request, authenticator.caller(request.request()), roles, CallerLimits.Kind.INGEST);
    }

    /// The same for a question.
    public Caller admitReader(RoutingContext request, Set<Role> roles) {
        Caller admitted = letIn(request, authenticator.caller(request.request()), roles, CallerLimits.Kind.OTHER);
        ((HttpServerRequestInternal) request.request()).context().putLocal(ADMITTED, admitted.username());
        return admitted;
    }

    /// The same for a request whose token is not in the `Authorization: Bearer` header.
    ///
    /// @param token the token; empty if there is none
    /// @throws ProblemException as the other method
    public Caller admit(RoutingContext request, Optional<String> token, Set<Role> roles) {
        return letIn(request, token.flatMap(authenticator::callerOf), roles, CallerLimits.Kind.INGEST);
    }

    private Caller letIn(RoutingContext request, Optional<Caller> known, Set<Role> roles, CallerLimits.Kind kind) {
        Caller caller = known.orElseThrow(ProblemException::unauthenticated);
        limits.identified(request, caller, kind);
        if (Collections.disjoint(caller.roles(), roles)) {
            throw ProblemException.forbidden();
        }
        return caller;
    }
}
