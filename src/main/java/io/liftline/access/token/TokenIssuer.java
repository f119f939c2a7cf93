package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Collectors;

/// Issues access tokens: JWTs of type `at+jwt` (RFC 9068), signed with ES256 by the newest key.
///
/// Claims: `iss sub aud exp iat jti`, `groups` (the roles) and `wells` (the well patterns).
@ApplicationScoped
public class TokenIssuer {

    /// The `typ` header of access tokens (RFC 9068, section 2.1). Other kinds of JWT are not accepted.
    static final String TYPE = "at+jwt";
    /// The claim with the well patterns.
    static final String WELLS = "wells";

    private final SigningKeys keys;
    private final AccessConfig config;
    private final InstantSource clock;

    TokenIssuer(SigningKeys keys, AccessConfig config, InstantSource clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /// Issues a token for this caller, valid for `liftline.access.token-lifetime` (default 15 minutes).
    ///
    /// @throws ProblemException 503 while the signing keys are not loaded
    public IssuedToken issue(Caller caller) {
        SigningKey key = keys.current().signer();
        Duration lifetime = config.tokenLifetime();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String text = Jwt.issuer(config.issuer())
                .subject(caller.username())
                .audience(config.audience())
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .claim("jti", UUID.randomUUID().toString())
                .groups(caller.roles().stream().map(Role::text).collect(Collectors.toSet()))
                .claim(WELLS, caller.wells().patterns())
                .jws()
                .header("typ", TYPE)
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey().orElseThrow());
        return new IssuedToken(text, now.plus(lifetime), lifetime);
    }
}
