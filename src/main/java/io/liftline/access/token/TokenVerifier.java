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
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.UnresolvableKeyException;

/// Verifies access tokens and API keys, and caches valid tokens.
///
/// A token is valid if it is signed with ES256 by the known key that its `kid` names, its `typ` is `at+jwt`,
/// issuer and audience match the configuration, it is within its validity period, and `sub`, `jti`, `groups`
/// and `wells` are present and well-formed. Other algorithms, including `none`, are rejected. Other header
/// parameters, such as an embedded key, are ignored. Only the canonical form is accepted ([TokenSpelling]). A
/// token whose `iss` is the configured outside issuer is verified by [OutsideIssuer] instead.
@Singleton
class TokenVerifier {

    /// The permitted difference between the clocks of two replicas.
    static final int CLOCK_LEEWAY_SECONDS = 30;

    private final SigningKeys keys;
    private final ApiKeys apiKeys;
    private final OutsideIssuer outside;
    private final JwtConsumer consumer;
    private final VerifiedTokens known = new VerifiedTokens();
    private final InstantSource clock;

    TokenVerifier(SigningKeys keys, ApiKeys apiKeys, OutsideIssuer outside, AccessConfig config, InstantSource clock) {
        this.keys = keys;
        this.apiKeys = apiKeys;
        this.outside = outside;
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

    /// Verifies a credential: an access token or an API key. Spaces before and after it are ignored.
    ///
    /// @throws AuthenticationFailedException if the token is not valid; the client gets no further reason.
    ///     Neither the message nor a cause contains the token
    /// @throws io.liftline.problem.ProblemException 503 while the signing keys are not loaded
    TokenPrincipal verify(String text) {
        String token = text.strip();
        if (ApiKeyText.isMeant(token)) {
            return apiKeys.find(token)
                    .orElseThrow(() -> TokenRefusal.API_KEY.failure("the API key is not valid"))
                    .principal();
        }
        return verifyToken(token).principal();
    }

    /// Whether [#verify] would accept this credential without verifying a signature.
    boolean knows(String text) {
        String token = text.strip();
        return ApiKeyText.isMeant(token)
                ? apiKeys.isValid(token)
                : known.find(token, clock.instant().getEpochSecond()).isPresent();
    }

    private VerifiedToken verifyToken(String token) {
        keys.current(); // fails with 503 while they are not loaded
        long nowSecond = clock.instant().getEpochSecond();
        return known.find(token, nowSecond).orElseGet(() -> {
            VerifiedToken verified = verifyAnew(token);
            known.add(token, verified, nowSecond);
            return verified;
        });
    }

    private VerifiedToken verifyAnew(String token) {
        if (!TokenSpelling.isCanonical(token)) {
            throw TokenRefusal.MALFORMED.failure(
                    "the token is not three parts of base64url, or longer than " + TokenSpelling.MAX_LENGTH);
        }
        try {
            return outside.claimsToIssue(token) ? outside.verify(token) : verifyOwn(token);
        } catch (InvalidJwtException e) {
            // The library's exception contains the token, and what is thrown here may be logged. So only its
            // error codes are used.
            List<Integer> codes = e.getErrorDetails().stream()
                    .map(ErrorCodeValidator.Error::getErrorCode)
                    .toList();
            throw reason(e).failure("the token is not valid, jose4j error codes " + codes);
        } catch (MalformedClaimException | IllegalArgumentException e) {
            throw TokenRefusal.CLAIMS.failure("the claims of the token are not valid");
        }
    }

    private static TokenRefusal reason(InvalidJwtException failure) {
        if (failure.hasExpired()) {
            return TokenRefusal.EXPIRED;
        }
        if (failure.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return TokenRefusal.SIGNATURE;
        }
        return failure.getCause() instanceof UnresolvableKeyException ? TokenRefusal.UNKNOWN_KEY : TokenRefusal.CLAIMS;
    }

    private VerifiedToken verifyOwn(String token) throws InvalidJwtException, MalformedClaimException {
        JwtContext verified = consumer.process(token);
        JwtClaims claims = verified.getJwtClaims();
        return new VerifiedToken(
                new TokenPrincipal(token, claims, caller(claims)),
                verified.getJoseObjects().getFirst().getKeyIdHeaderValue(),
                keys,
                claims.getExpirationTime().getValue());
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
