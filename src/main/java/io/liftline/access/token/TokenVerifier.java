package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/// Turns a bearer token into a caller.
///
/// A token is good when one of our keys, named by `kid`, has signed it with ES256 (no other algorithm is
/// looked at, `none` included), its `typ` is `at+jwt`, issuer and audience are ours, it is within its time,
/// and `sub`, `jti`, `groups` and `wells` are there and make sense. Everything else in the header, such as
/// a key of its own, is ignored.
@Singleton
class TokenVerifier {

    /// How far the clocks of two replicas may be apart.
    private static final int CLOCK_LEEWAY_SECONDS = 30;

    private final SigningKeys keys;
    private final JwtConsumer consumer;
    private final VerifiedTokens known = new VerifiedTokens();
    private final InstantSource clock;

    TokenVerifier(SigningKeys keys, AccessConfig config, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        int longestAge = Math.toIntExact(config.tokenLifetime().toSeconds());
        this.consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver((jws, nesting) -> keyOf(jws))
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedType(true, TokenIssuer.TYPE)
                .setExpectedIssuer(true, config.issuer())
                .setExpectedAudience(true, config.audience())
                .setAllowedClockSkewInSeconds(CLOCK_LEEWAY_SECONDS)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(0, longestAge)
                .setRequireSubject()
                .setRequireJwtId()
                .build();
    }

    /// Whom the token names.
    ///
    /// @throws AuthenticationFailedException when the token is not good; the client learns no more than that
    /// @throws ProblemException 503 while the keys are not loaded, for then nobody can tell
    VerifiedToken verify(String token) {
        KeySet current = keys.current();
        return known.find(token, current, clock.instant().getEpochSecond()).orElseGet(() -> verify(token, current));
    }

    private VerifiedToken verify(String token, KeySet current) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            VerifiedToken verified = new VerifiedToken(
                    caller(claims), current, claims.getExpirationTime().getValue());
            known.add(token, verified);
            return verified;
        } catch (InvalidJwtException e) {
            // The cause quotes the token, and what is thrown here is logged: only the error codes go along.
            List<Integer> codes = e.getErrorDetails().stream()
                    .map(ErrorCodeValidator.Error::getErrorCode)
                    .toList();
            throw new AuthenticationFailedException("the token is not valid, jose4j error codes " + codes);
        } catch (MalformedClaimException | IllegalArgumentException e) {
            throw new AuthenticationFailedException("the claims of the token are not valid");
        }
    }

    private Key keyOf(JsonWebSignature jws) throws UnresolvableKeyException {
        String kid = jws.getKeyIdHeaderValue();
        if (kid == null) {
            throw new UnresolvableKeyException("the token names no key");
        }
        Optional<SigningKey> key = keys.current().verifier(kid);
        if (key.isEmpty()) {
            keys.reloadForUnknownKey();
            throw new UnresolvableKeyException("the token names an unknown key");
        }
        return key.get().publicKey();
    }

    private static Caller caller(JwtClaims claims) throws MalformedClaimException {
        Set<Role> roles = list(claims, "groups").stream()
                .flatMap(group -> Role.of(group).stream())
                .collect(Collectors.toSet());
        WellScope wells = WellScope.of(list(claims, TokenIssuer.WELLS));
        return new Caller(claims.getSubject(), roles, wells);
    }

    private static List<String> list(JwtClaims claims, String name) throws MalformedClaimException {
        if (!claims.hasClaim(name)) {
            throw new MalformedClaimException("there is no claim " + name);
        }
        return claims.getStringListClaimValue(name);
    }
}
