package io.liftline.access.token;

import io.liftline.access.Caller;
import io.liftline.access.CallerAuthenticator;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Reads the token or API key from `Authorization: Bearer <token>` (RFC 6750), or `Token <token>` as InfluxDB
/// clients send it, for routes outside the REST layer. In the REST layer, `quarkus-smallrye-jwt` does this. Both accept
/// the schemes in `smallrye.jwt.token.schemes`.
@Singleton
class HeaderAuthenticator implements CallerAuthenticator {

    private final TokenVerifier verifier;
    private final ClientCertificates certificates;
    private final RefusalMetrics refusals;
    private final List<String> schemes;

    HeaderAuthenticator(
            TokenVerifier verifier,
            ClientCertificates certificates,
            RefusalMetrics refusals,
            JWTAuthContextInfo settings) {
        this.verifier = verifier;
        this.certificates = certificates;
        this.refusals = refusals;
        this.schemes =
                settings.getTokenSchemes().stream().map(scheme -> scheme + " ").toList();
    }

    @Override
    public Optional<Caller> caller(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.AUTHORIZATION)
                ? token(request).flatMap(this::callerOf)
                : certificates.principal(request).map(TokenPrincipal::caller);
    }

    @Override
    public Optional<Caller> callerOf(String token) {
        try {
            return Optional.of(verifier.verify(token).caller());
        } catch (AuthenticationFailedException e) {
            refusals.count(e);
            return Optional.empty();
        }
    }

    @Override
    public boolean isKnown(HttpServerRequest request) {
        return CredentialTexts.of(request).anyMatch(verifier::knows) || certificates.areKnown(request);
    }

    private Optional<String> token(HttpServerRequest request) {
        String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (credentials != null) {
            for (String scheme : schemes) {
                if (credentials.regionMatches(true, 0, scheme, 0, scheme.length())) {
                    return Optional.of(credentials.substring(scheme.length()));
                }
            }
        }
        return Optional.empty();
    }
}
