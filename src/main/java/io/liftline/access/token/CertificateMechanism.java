package io.liftline.access.token;

import io.liftline.access.CallerLimits;
import io.liftline.access.CallerLimits.Kind;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Authenticates requests to the REST layer by client certificate, if they have no `Authorization`. Routes
/// outside the REST layer use [HeaderAuthenticator].
@ApplicationScoped
class CertificateMechanism implements HttpAuthenticationMechanism {

    private static final int BEFORE_TOKENS = DEFAULT_PRIORITY + 1;

    private final ClientCertificates certificates;
    private final CallerLimits limits;

    CertificateMechanism(ClientCertificates certificates, CallerLimits limits) {
        this.certificates = certificates;
        this.limits = limits;
    }

    @Override
    public int getPriority() {
        return BEFORE_TOKENS;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        return Uni.createFrom()
                .optional(() -> principal(request.request()))
                .onItem()
                .ifNotNull()
                .transform(known -> identity(request, known));
    }

    private Optional<TokenPrincipal> principal(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.AUTHORIZATION)
                ? Optional.empty()
                : certificates.principal(request);
    }

    private SecurityIdentity identity(RoutingContext request, TokenPrincipal principal) {
        limits.identified(request, principal.caller(), Kind.OTHER);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRoles(principal.getGroups())
                .build();
    }

    /// A certificate cannot be asked for when the request is there; the problem names the other schemes.
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }
}
