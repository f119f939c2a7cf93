package io.liftline.access.login;

import static io.liftline.access.login.LoginClient.login;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.liftline.fixtures.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuthResourceTest extends StoredUser {

    @Inject
    MeterRegistry metrics;

    @Test
    void theRightPasswordGetsAToken() {
        login(username, PASSWORD)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(900))
                .body("access_token", startsWith("ey"));
    }

    @Test
    void aHashOfTheFirstSchemeIsRenewedByTheNextLogin() {
        String old = OpenBSDBCrypt.generate("2b", PASSWORD.getBytes(StandardCharsets.UTF_8), new byte[16], 4);
        pool.preparedQuery("UPDATE app_user SET password_hash = $2 WHERE username = $1")
                .execute(Tuple.of(username, old))
                .await()
                .indefinitely();

        login(username, WRONG).then().statusCode(401);
        assertThat(storedHash()).isEqualTo(old);
        login(username, PASSWORD).then().statusCode(200);

        Await.until("the hash is renewed", () -> storedHash().startsWith("$v2$2b$04$"));
        login(username, PASSWORD).then().statusCode(200);
        login(username, WRONG).then().statusCode(401);
    }

    @Test
    void aUserWithStoredPatternsThatAreNoneGetsTheOthers() {
        pool.preparedQuery("UPDATE app_user SET wells = ARRAY['A%', NULL, 'WELL-001', '**'] WHERE username = $1")
                .execute(Tuple.of(username))
                .await()
                .indefinitely();

        String token = login(username, PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("access_token");

        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .body("wells", equalTo(List.of("WELL-001")));
    }

    private String storedHash() {
        return pool.preparedQuery("SELECT password_hash FROM app_user WHERE username = $1")
                .execute(Tuple.of(username))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
    }

    @Test
    void theCaseOfTheUsernameDoesNotMatter() {
        login(username.toUpperCase(Locale.ROOT), PASSWORD).then().statusCode(200);
    }

    @Test
    void theTokenSaysWhoAndWhatAndForHowLong() {
        String[] parts = token().split("\\.", -1);

        JsonObject header = decoded(parts[0]);
        JsonObject claims = decoded(parts[1]);
        assertThat(header.getString("typ")).isEqualTo("at+jwt");
        assertThat(header.getString("alg")).isEqualTo("ES256");
        assertThat(header.getString("kid")).hasSize(43);
        assertThat(header.fieldNames()).containsExactlyInAnyOrder("typ", "alg", "kid");
        assertThat(claims.fieldNames())
                .containsExactlyInAnyOrder("iss", "sub", "aud", "exp", "iat", "jti", "groups", "wells");
        assertThat(claims.getString("iss")).isEqualTo("liftline");
        assertThat(claims.getString("aud")).isEqualTo("liftline");
        assertThat(claims.getString("sub")).isEqualTo(username);
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(900);
        assertThat(claims.getJsonArray("groups").getList()).containsExactlyInAnyOrder("writer", "viewer");
        assertThat(claims.getJsonArray("wells").getList()).isEqualTo(List.of("PAD-7/*", "WELL-001"));
        assertThat(claims.getString("jti"))
                .isNotEqualTo(decoded(token().split("\\.", -1)[1]).getString("jti"));
    }

    @Test
    void theTokenOpensWhoAmI() {
        given().auth()
                .oauth2(token())
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("username", equalTo(username))
                .body("roles", equalTo(List.of("viewer", "writer")))
                .body("wells", equalTo(List.of("PAD-7/*", "WELL-001")));
    }

    @Test
    void withoutATokenNobodyIsAnybody() {
        given().get("/api/v1/auth/me").then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    void thePublishedKeysVerifyTheToken() throws Exception {
        Response published = given().get("/.well-known/jwks.json");
        published.then().statusCode(200).header("Cache-Control", "max-age=300");
        String text = published.asString();
        JsonWebSignature jws = new JsonWebSignature();
        jws.setCompactSerialization(token());
        jws.setKey(
                new JwksVerificationKeyResolver(new JsonWebKeySet(text).getJsonWebKeys()).resolveKey(jws, List.of()));

        assertThat(jws.verifySignature()).isTrue();

        assertThat(text).doesNotContain("\"d\"");
        published
                .then()
                .body("keys[0].kty", equalTo("EC"))
                .body("keys[0].crv", equalTo("P-256"))
                .body("keys[0].use", equalTo("sig"))
                .body("keys[0].alg", equalTo("ES256"));
    }

    @Test
    void wrongPasswordUnknownUserAndDisabledUserLookTheSameAndCostTheSame() {
        long before = hashings();
        Response wrong = login(username, WRONG);
        Response unknown = login("nobody-" + UUID.randomUUID(), PASSWORD);
        Response tooLong = login(username, "x".repeat(100));
        pool.preparedQuery("UPDATE app_user SET disabled = true WHERE username = $1")
                .execute(Tuple.of(username))
                .await()
                .indefinitely();
        Response disabled = login(username, PASSWORD);

        assertThat(List.of(wrong, unknown, tooLong, disabled)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(response.asString()).isEqualTo(wrong.asString());
        });
        assertThat(hashings() - before).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"username\": \"ann\"}",
                "{\"password\": \"pump intake pressure\"}",
                "{\"username\": \"\", \"password\": \"x\"}",
                "{\"username\": {}, \"password\": \"x\"}",
                "null"
            })
    void aMalformedBodyIsABadRequest(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400);
    }

    @Test
    void theDescriptionNamesEveryAnswer() {
        JsonObject description =
                new JsonObject(given().get("/q/openapi?format=json").asString());

        JsonObject paths = description.getJsonObject("paths");
        assertThat(paths.fieldNames()).contains("/api/v1/auth/me", "/.well-known/jwks.json");
        JsonObject answers =
                paths.getJsonObject("/api/v1/auth/login").getJsonObject("post").getJsonObject("responses");
        assertThat(answers.fieldNames()).containsExactlyInAnyOrder("200", "400", "401", "413", "415", "429", "503");
        assertThat(answers.getJsonObject("200").encode()).contains("#/components/schemas/Token");
    }

    private long hashings() {
        return metrics.get("liftline.password.hashing").timer().count();
    }

    private String token() {
        return login(username, PASSWORD).path("access_token");
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
