package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jspecify.annotations.Nullable;

/// Verifies tokens of the configured OpenID Connect provider (`liftline.access.outside`), and maps their claims to
/// a caller.
///
/// A token is valid if it is signed with RS256, PS256 or ES256 by a key of the provider's key set, issuer and
/// audience match the configuration, and it is within its validity period. The caller is named `oidc:<name>`, so
/// that it is never mistaken for a user of Liftline.
@Singleton
class OutsideIssuer {

    private static final int CLOCK_LEEWAY_SECONDS = 60;
    private static final int MAX_NAME = 200;
    private static final String PREFIX = "oidc:";

    private final AccessConfig.Outside config;
    private final String issuer;
    private final Map<String, Role> roles;
    private final OutsideKeys keys;
    private final JwtConsumer consumer;

    /// Reads claims without verifying anything.
    private final JwtConsumer reader = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    OutsideIssuer(AccessConfig config, OutsideKeys keys) {
        this.config = config.outside();
        this.issuer = this.config.issuer().map(URI::toString).orElse("");
        this.keys = keys;
        this.roles = roles(this.config.roles().orElse(List.of()));
        this.consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver((jws, nesting) -> keys.keyOf(jws))
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(true, this.config.audience())
                .setAllowedClockSkewInSeconds(CLOCK_LEEWAY_SECONDS)
                .setRequireExpirationTime()
                .setRequireSubject()
                .build();
    }

    /// Whether the token says that this issuer has issued it. Nothing of it is verified yet.
    boolean claimsToIssue(String token) throws InvalidJwtException, MalformedClaimException {
        return !issuer.isEmpty() && issuer.equals(reader.processToClaims(token).getIssuer());
    }

    /// Verifies a token.
    VerifiedToken verify(String token) throws InvalidJwtException, MalformedClaimException {
        JwtContext verified = consumer.process(token);
        JwtClaims claims = verified.getJwtClaims();
        return new VerifiedToken(
                new TokenPrincipal(token, claims, caller(claims)),
                verified.getJoseObjects().getFirst().getKeyIdHeaderValue(),
                keys,
                claims.getExpirationTime().getValue());
    }

    private Caller caller(JwtClaims claims) throws MalformedClaimException {
        String name = claims.getStringClaimValue(config.usernameClaim());
        if (name == null
                || name.isBlank()
                || name.length() > MAX_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedClaimException("the claim with the name is not valid");
        }
        Set<Role> roles = texts(claims, config.groupsClaim())
                .flatMap(group -> role(group).stream())
                .collect(Collectors.toSet());
        List<String> wells = claims.hasClaim(config.wellsClaim())
                ? texts(claims, config.wellsClaim()).toList()
                : config.defaultWells().orElse(List.of());
        return new Caller(PREFIX + name, roles, WellScope.of(wells));
    }

    private Optional<Role> role(String group) {
        return roles.isEmpty() ? Role.of(group) : Optional.ofNullable(roles.get(group));
    }

    /// Parses pairs such as `ESP engineers=operator`.
    ///
    /// @throws IllegalArgumentException if one is not a group, `=` and a role
    static Map<String, Role> roles(List<String> pairs) {
        Map<String, Role> roles = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.lastIndexOf('=');
            Role role = Role.of(pair.substring(equals + 1).strip())
                    .filter(_ -> equals > 0)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "liftline.access.outside.roles has '%s', it must be a group, = and a role"
                                    .formatted(pair)));
            roles.put(pair.substring(0, equals).strip(), role);
        }
        return roles;
    }

    /// A claim that is a list of texts, or one text.
    private static Stream<String> texts(JwtClaims claims, String name) throws MalformedClaimException {
        @Nullable Object value = claims.getClaimValue(name);
        return switch (value) {
            case null -> Stream.empty();
            case String text -> Stream.of(text);
            default -> claims.getStringListClaimValue(name).stream();
        };
    }
}
