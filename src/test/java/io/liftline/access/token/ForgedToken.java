package io.liftline.access.token;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// Tokens as an attacker could create them from the documentation: valid ones, and ones with a single error.
final class ForgedToken {

    private ForgedToken() {}

    /// A valid token, signed with this key.
    static String valid(SigningKey key) {
        return forge(key, claims -> {}, jws -> {});
    }

    /// A token that differs from a valid one in a claim.
    static String with(SigningKey key, WrongClaim wrong) {
        return forge(key, wrong.change, jws -> {});
    }

    /// A token that differs from a valid one in its header or signature.
    static String with(SigningKey key, WrongHeader wrong) {
        return forge(key, claims -> {}, jws -> wrong.change.accept(jws, key));
    }

    /// A token with these changes to its claims.
    static String with(SigningKey key, Consumer<JwtClaims> changeClaims) {
        return forge(key, changeClaims, jws -> {});
    }

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
    enum WrongClaim {
        EXPIRED(claims -> claims.setExpirationTime(in(-31))),
        NO_EXPIRY(claims -> claims.unsetClaim("exp")),
        NO_ISSUE_TIME(claims -> claims.unsetClaim("iat")),
        ISSUED_IN_FUTURE(claims -> claims.setIssuedAt(in(40))),
        ISSUED_LONG_AGO(claims -> claims.setIssuedAt(in(-1000))),
        NOT_YET_VALID(claims -> claims.setNotBefore(in(40))),
        OTHER_ISSUER(claims -> claims.setIssuer("https://elsewhere.example")),
        NO_ISSUER(claims -> claims.unsetClaim("iss")),
        OTHER_AUDIENCE(claims -> claims.setAudience("elsewhere")),
        NO_AUDIENCE(claims -> claims.unsetClaim("aud")),
        NO_SUBJECT(claims -> claims.unsetClaim("sub")),
        NO_ID(claims -> claims.unsetClaim("jti")),
        NO_GROUPS(claims -> claims.unsetClaim("groups")),
        GROUPS_NOT_A_LIST(claims -> claims.setClaim("groups", Map.of("admin", true))),
        NO_WELLS(claims -> claims.unsetClaim("wells")),
        WELLS_NOT_PATTERNS(claims -> claims.setClaim("wells", List.of("A%")));

        private final Consumer<JwtClaims> change;

        WrongClaim(Consumer<JwtClaims> change) {
            this.change = change;
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
    enum WrongHeader {
        OTHER_TYPE((jws, key) -> jws.setHeader("typ", "JWT")),
        NO_TYPE((jws, key) -> jws.getHeaders().setObjectHeaderValue("typ", null)),
        UNKNOWN_KEY((jws, key) -> jws.setKeyIdHeaderValue("unknown")),
        NO_KEY((jws, key) -> jws.getHeaders().setObjectHeaderValue("kid", null)),
        FOREIGN_KEY_UNDER_OUR_ID((jws, key) -> jws.setKey(foreign())),
        FOREIGN_KEY_BROUGHT_ALONG((jws, key) -> {
            SigningKey foreign = SigningKey.generate();
            jws.setKey(foreign.privateKey().orElseThrow());
            jws.setJwkHeader(new EllipticCurveJsonWebKey(foreign.publicKey()));
        }),
        FOREIGN_KEY_AT_AN_ADDRESS((jws, key) -> {
            jws.setKey(foreign());
            jws.setHeader("jku", "https://elsewhere.example/keys");
        }),
        FOREIGN_CERTIFICATE_AT_AN_ADDRESS((jws, key) -> {
            jws.setKey(foreign());
            jws.setHeader("x5u", "https://elsewhere.example/certificate");
        }),
        SIGNED_WITH_THE_PUBLISHED_KEY_AS_SECRET((jws, key) -> {
            jws.setAlgorithmHeaderValue("HS256");
            String published = new EllipticCurveJsonWebKey(key.publicKey()).toJson();
            jws.setKey(new SecretKeySpec(published.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        }),
        UNSIGNED((jws, key) -> {
            jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            jws.setAlgorithmHeaderValue("none");
            jws.setKey(null);
        }),
        SIGNED_WITH_THE_PUBLIC_KEY_AS_SECRET((jws, key) -> {
            jws.setAlgorithmHeaderValue("HS256");
            jws.setKey(new SecretKeySpec(key.publicDer(), "HmacSHA256"));
        }),
        UNKNOWN_CRITICAL_HEADER((jws, key) -> {
            jws.setHeader("crit", List.of("b64-of-tomorrow"));
            jws.setHeader("b64-of-tomorrow", true);
        });

        private final BiConsumer<JsonWebSignature, SigningKey> change;

        WrongHeader(BiConsumer<JsonWebSignature, SigningKey> change) {
            this.change = change;
        }

        private static Key foreign() {
            return SigningKey.generate().privateKey().orElseThrow();
        }
    }

    private static String forge(
            SigningKey key, Consumer<JwtClaims> changeClaims, Consumer<JsonWebSignature> changeHeader) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("liftline");
        claims.setAudience("liftline");
        claims.setSubject("ann");
        claims.setIssuedAt(in(-60));
        claims.setExpirationTime(in(60));
        claims.setGeneratedJwtId();
        claims.setStringListClaim("groups", "viewer");
        claims.setStringListClaim("wells", "*");
        changeClaims.accept(claims);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKeyIdHeaderValue(key.kid());
        jws.setKey(key.privateKey().orElseThrow());
        changeHeader.accept(jws);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static NumericDate in(long seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }
}
