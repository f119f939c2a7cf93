package io.liftline.access.token;

import io.liftline.access.Caller;
import io.liftline.access.CallerAuthenticator;
import io.liftline.problem.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out who sends a request, from `Authorization: Bearer <token>` (RFC 6750), or `Token <token>` as
/// InfluxDB's clients write it.
///
/// In place of the platform's own mechanism for JWT, which knows one fixed key only, and makes everything
/// about a token anew with each request.
@Singleton
class BearerTokenMechanism implements HttpAuthenticationMechanism, CallerAuthenticator {

    private static final List<String> SCHEMES = List.of("Bearer ", "Token ");

    private final TokenVerifier verifier;

    BearerTokenMechanism(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /// The identity of the caller; none when the request names none. Fails with
    /// [AuthenticationFailedException] when the token is not good, or, its cause a [ProblemException], when
    /// nobody can tell yet.
    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext routing, IdentityProviderManager ignored) {
        try {
            return Uni.createFrom()
                    .optional(token(routing.request()).map(verifier::verify).map(VerifiedToken::identity));
        } catch (AuthenticationFailedException e) {
            return Uni.createFrom().failure(e);
        } catch (ProblemException e) {
            return Uni.createFrom().failure(new AuthenticationFailedException(e));
        }
    }

    /// The caller; none when the request has no token or not a good one.
    ///
    /// @throws ProblemException 503 when nobody can tell yet
    @Override
    public Optional<Caller> caller(HttpServerRequest request) {
        try {
            return token(request).map(verifier::verify).map(VerifiedToken::caller);
        } catch (AuthenticationFailedException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> token(HttpServerRequest request) {
        String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        return credentials == null
                ? Optional.empty()
                : SCHEMES.stream()
                        .filter(scheme -> credentials.regionMatches(true, 0, scheme, 0, scheme.length()))
                        .findFirst()
                        .map(scheme -> credentials.substring(scheme.length()).strip());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom()
                .item(new ChallengeData(Response.Status.UNAUTHORIZED.getStatusCode(), "WWW-Authenticate", "Bearer"));
    }

    /// None: a token becomes an identity here, without the platform's identity providers.
    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
