package io.liftline.access;

import io.liftline.problem.ProblemException;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.Key;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;

/// Turns a bearer token into a caller, in place of the platform's own verifier, which knows one fixed key
/// only.
///
/// A token is good when one of our keys, named by `kid`, has signed it with ES256 (no other algorithm is
/// looked at, `none` included), its `typ` is `at+jwt`, issuer and audience are ours, it is within its time,
/// and `sub`, `jti`, `groups` and `wells` are there and make sense. Everything else in the header, such as
/// a key of its own, is ignored.
@ApplicationScoped
@Alternative
@Priority(1)
class TokenVerifier extends JWTCallerPrincipalFactory {

    /// How far the clocks of two replicas may be apart.
    private static final int CLOCK_LEEWAY_SECONDS = 30;

    private final SigningKeys keys;
    private final JwtConsumer consumer;
    private final VerifiedTokens verified = new VerifiedTokens();

    TokenVerifier(SigningKeys keys, AccessConfig config) {
        this.keys = keys;
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

    /// @throws ParseException when the token is not good; the client learns no more than that
    /// @throws ProblemException 503 while the keys are not loaded, for then nobody can tell
    @Override
    public JWTCallerPrincipal parse(String token, @Nullable JWTAuthContextInfo context) throws ParseException {
        KeySet current = keys.current();
        Optional<TokenPrincipal> known =
                verified.find(token, current, Instant.now().getEpochSecond());
        return known.isPresent() ? known.get() : verify(token, current);
    }

    private TokenPrincipal verify(String token, KeySet current) throws ParseException {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            TokenPrincipal principal = new TokenPrincipal(token, claims, caller(claims));
            verified.add(token, principal, current, claims.getExpirationTime().getValue());
            return principal;
        } catch (InvalidJwtException e) {
            // The cause quotes the token, and what is thrown here is logged: only the error codes go along.
            List<Integer> codes = e.getErrorDetails().stream()
                    .map(ErrorCodeValidator.Error::getErrorCode)
                    .toList();
            throw new ParseException("the token is not valid, jose4j error codes " + codes);
        } catch (MalformedClaimException | IllegalArgumentException e) {
            throw new ParseException("the claims of the token are not valid");
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
