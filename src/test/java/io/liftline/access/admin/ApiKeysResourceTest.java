package io.liftline.access.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ApiKeysResourceTest {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final String LINE = "esp_telemetry,well_id=KEY-1 pip=812.0 1763618400000000000";

    @Inject
    Tokens tokens;

    private final TestDatabase database = TestDatabase.ofService();

    @Test
    void aKeyIsShownOnceAndAcceptedInEveryFormInWhichClientsSendIt() {
        ValidatableResponse created = create("[\"writer\"]", "[\"KEY-*\"]", "null")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("key", matchesPattern("llk_[a-z2-7]{12}_[A-Za-z0-9_-]{43}"))
                .body("name", equalTo("gateway 7"))
                .body("created_by", equalTo("tester"))
                .body("expires_at", equalTo(null));
        String key = created.extract().path("key");
        String id = created.extract().path("id");

        for (String header : List.of("Bearer " + key, "Token " + key, "token u:" + key)) {
            given().header("Authorization", header)
                    .body(LINE)
                    .post("/api/v2/write")
                    .then()
                    .statusCode(204);
        }
        given().auth()
                .preemptive()
                .basic("anybody", key)
                .body(LINE)
                .post("/write")
                .then()
                .statusCode(204);
        given().queryParam("u", "x")
                .queryParam("p", key)
                .body(LINE)
                .post("/write")
                .then()
                .statusCode(204);
        given().header("Authorization", "Bearer " + key)
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("key:" + id))
                .body("roles", equalTo(List.of("writer")))
                .body("wells", equalTo(List.of("KEY-*")));
        given().header("Authorization", "Bearer " + key)
                .get("/api/v1/wells")
                .then()
                .statusCode(403);
        admin().get("/api/v1/api-keys")
                .then()
                .statusCode(200)
                .body("api_keys.id", hasItem(id))
                .body("api_keys.find { it.id == '" + id + "' }.containsKey('key')", equalTo(false));
    }

    @Test
    void theDatabaseHasOnlyTheHash() throws SQLException {
        String key = create("[\"viewer\"]", "[\"*\"]", "null").then().extract().path("key");

        String secret = key.substring(key.lastIndexOf('_', 20) + 1);
        assertThat(database.row("SELECT count(*) FROM api_key WHERE api_key::text LIKE '%" + secret + "%'"))
                .isEqualTo("0");
        assertThat(database.row(
                        "SELECT count(*) FROM api_key WHERE secret_hash = sha256(convert_to('" + key + "', 'UTF8'))"))
                .isEqualTo("1");
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        Response created = create("[\"viewer\"]", "[\"*\"]", "null");
        String key = created.path("key");
        String id = created.path("id");
        me(key).statusCode(200);

        admin().delete("/api/v1/api-keys/" + id).then().statusCode(204);

        me(key).statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
        admin().get("/api/v1/api-keys").then().body("api_keys.id", not(hasItem(id)));
        admin().delete("/api/v1/api-keys/" + id).then().statusCode(404);
    }

    @Test
    void aKeyThatAnotherReplicaHasRevokedIsRefusedSoon() throws SQLException {
        Response created = create("[\"viewer\"]", "[\"*\"]", "null");
        String key = created.path("key");
        me(key).statusCode(200);

        database.run("UPDATE api_key SET revoked_at = now(), changed_at = clock_timestamp() WHERE id = '%s'"
                .formatted(created.<String>path("id")));

        Await.until("the key is refused", WITHIN, () -> me(key).extract().statusCode() == 401);
    }

    @Test
    void anExpiredKeyIsRefused() throws SQLException {
        Response created = create("[\"viewer\"]", "[\"*\"]", "\"2100-01-01T00:00:00+03:00\"");
        String key = created.path("key");
        me(key).statusCode(200);
        assertThat(created.<String>path("expires_at")).isEqualTo("2099-12-31T21:00:00Z");

        database.run("UPDATE api_key SET expires_at = now(), changed_at = clock_timestamp() WHERE id = '%s'"
                .formatted(created.<String>path("id")));

        Await.until("the key is refused", WITHIN, () -> me(key).extract().statusCode() == 401);
    }

    @Test
    void theLastUseIsStored() throws SQLException {
        Response created = create("[\"viewer\"]", "[\"*\"]", "null");
        String select =
                "SELECT last_used_at IS NOT NULL FROM api_key WHERE id = '%s'".formatted(created.<String>path("id"));
        assertThat(database.row(select)).isEqualTo("f");

        me(created.path("key")).statusCode(200);

        Await.until("the use is stored", WITHIN, () -> {
            try {
                return database.row(select).equals("t");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"llk_", "llk_aaaaaaaaaaaa_", "llk_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aTextThatOnlyLooksLikeAKeyIsRefused(String text) {
        me(text).statusCode(401);
    }

    @Test
    void anotherSpellingOfAKeyIsRefused() {
        String key = create("[\"viewer\"]", "[\"*\"]", "null").path("key");

        for (String other : List.of(
                key + "=", key.toUpperCase(java.util.Locale.ROOT), key.substring(0, key.length() - 1), key + "A")) {
            me(other).statusCode(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"roles\": [\"writer\"], \"wells\": []} | 400",
                "{\"name\": \" \", \"roles\": [\"writer\"], \"wells\": []} | 422",
                "{\"name\": \"x\", \"roles\": [\"writer\"]} | 400",
                "{\"name\": \"x\", \"roles\": [\"gateway\"], \"wells\": []} | 422",
                "{\"name\": \"x\", \"roles\": [\"writer\"], \"wells\": [], \"expires_at\": \"2020-01-01T00:00:00Z\"} | 422",
                "{\"name\": \"x\", \"roles\": [\"writer\"], \"wells\": [], \"expires_at\": \"2100-01-01\"} | 422",
                "{\"name\": \"x\", \"roles\": [\"writer\"], \"wells\": [], \"expires_at\": \"+999999999-01-01T00:00:00Z\"} | 422",
                "7 | 400",
            })
    void aKeyThatIsNotAcceptableIsRefused(String body, int status) {
        admin().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/api-keys")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @Test
    void aKeyGivesATokenToToolsThatOnlyKnowOAuth() {
        String key = create("[\"viewer\"]", "[\"PAD-7/*\"]", "null").path("key");

        String token = given().formParam("grant_type", "client_credentials")
                .formParam("client_id", "anything")
                .formParam("client_secret", key)
                .post("/oauth/token")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(900))
                .body("containsKey('refresh_token')", equalTo(false))
                .extract()
                .path("access_token");
        me(token).statusCode(200).body("wells", equalTo(List.of("PAD-7/*")));

        given().auth()
                .preemptive()
                .basic("anything", key)
                .formParam("grant_type", "client_credentials")
                .post("/oauth/token")
                .then()
                .statusCode(200);
        given().formParam("grant_type", "client_credentials")
                .formParam("client_secret", key + "x")
                .post("/oauth/token")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
        given().formParam("grant_type", "client_credentials")
                .formParam("client_secret", token)
                .post("/oauth/token")
                .then()
                .statusCode(401);
        given().formParam("grant_type", "password")
                .formParam("username", "admin")
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("unsupported_grant_type"));
    }

    private static ValidatableResponse me(String credential) {
        return given().header("Authorization", "Bearer " + credential)
                .get("/api/v1/auth/me")
                .then();
    }

    private io.restassured.specification.RequestSpecification admin() {
        return tokens.as(Role.ADMIN);
    }

    private Response create(String roles, String wells, String expiresAt) {
        return admin().contentType(ContentType.JSON)
                .body("{\"name\": \"gateway 7\", \"roles\": %s, \"wells\": %s, \"expires_at\": %s}"
                        .formatted(roles, wells, expiresAt))
                .post("/api/v1/api-keys");
    }
}
