package io.liftline.access.limit;

import io.liftline.access.CallerLimits.Kind;
import io.liftline.access.CallerPrincipal;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts the requests to the REST layer for their callers, once the platform has authenticated them. Routes
/// outside the REST layer are counted by [io.liftline.access.CurrentCaller].
@ApplicationScoped
class CallerAugmentor implements SecurityIdentityAugmentor {

    private final RequestLimits limits;

    CallerAugmentor(RequestLimits limits) {
        this.limits = limits;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity);
    }

    /// Fails with a [io.liftline.problem.ProblemException] 429 if the caller has sent too many requests.
    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        @Nullable RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return Uni.createFrom().item(() -> {
            if (request != null && identity.getPrincipal() instanceof CallerPrincipal principal) {
                limits.identified(request, principal.caller(), Kind.OTHER);
            }
            return identity;
        });
    }
}
