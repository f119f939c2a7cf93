package io.liftline.access.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokenVerifierTest {

    @Inject
    SigningKeys keys;

    @Inject
    TokenIssuer tokens;

    @Test
    void aTokenForgedWithTheRightKeyAndContentsIsGood() {
        assertThat(ask(forge(claims -> {}, jws -> {})).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithAWrongClaimIsRefused(WrongClaim wrong) {
        assertRefused(forge(wrong.change, jws -> {}));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithAWrongHeaderOrSignatureIsRefused(WrongHeader wrong) {
        assertRefused(forge(
                claims -> {}, jws -> wrong.change.accept(jws, keys.current().signer())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "ll_0123456789"})
    void garbageIsRefused(String token) {
        assertRefused(token);
    }

    @Test
    void aChangedPayloadIsRefused() {
        String[] parts = issued().split("\\.", -1);
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String promoted = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(payload.replace("viewer", "admin").getBytes(StandardCharsets.UTF_8));

        assertRefused(parts[0] + "." + promoted + "." + parts[2]);
    }

    @Test
    void aCutOffSignatureIsRefused() {
        String[] parts = issued().split("\\.", -1);

        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1]);
        assertRefused(parts[0] + "." + parts[1] + "." + "A".repeat(86));
    }

    @Test
    void theLargestScopeFitsIntoTheHeader() {
        List<String> patterns = IntStream.range(100, 100 + WellScope.MAX_PATTERNS)
                .mapToObj(i -> "W".repeat(46) + i + "*")
                .toList();
        Caller caller = new Caller("ann", Set.of(Role.VIEWER), WellScope.of(patterns));

        Response response = ask(tokens.issue(caller).text());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getList("wells")).isEqualTo(patterns);
    }

    @Test
    void clocksMayBeHalfAMinuteApart() {
        assertThat(ask(forge(claims -> claims.setExpirationTime(in(-20)), jws -> {}))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask(forge(claims -> claims.setIssuedAt(in(20)), jws -> {})).statusCode())
                .isEqualTo(200);
    }

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
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

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
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

    private String issued() {
        return tokens.issue(new Caller("ann", Set.of(Role.VIEWER), WellScope.all()))
                .text();
    }

    private String forge(Consumer<JwtClaims> changeClaims, Consumer<JsonWebSignature> changeHeader) {
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
        SigningKey key = keys.current().signer();
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

    private static NumericDate in(long seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }

    private static void assertRefused(String token) {
        Response response = ask(token);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    private static Response ask(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/auth/me");
    }
}
