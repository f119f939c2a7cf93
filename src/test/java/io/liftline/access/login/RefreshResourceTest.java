package io.liftline.access.login;

import static io.liftline.access.login.LoginClient.logout;
import static io.liftline.access.login.LoginClient.refresh;
import static io.liftline.access.login.LoginClient.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RefreshResourceTest {

    private static final String PASSWORD = "pump intake pressure";

    @Inject
    Passwords passwords;

    private final TestDatabase database = TestDatabase.ofService();
    private String username;

    @BeforeEach
    void createUser() throws SQLException {
        username = "refresh-" + UUID.randomUUID();
        String hash = passwords.hash(new NewPassword(PASSWORD)).await().indefinitely();
        database.run("""
                INSERT INTO app_user (username, password_hash, roles, wells)
                VALUES ('%s', '%s', ARRAY['viewer'], ARRAY['WELL-001'])
                """.formatted(username, hash));
    }

    @AfterEach
    void removeUser() throws SQLException {
        database.run("DELETE FROM app_user WHERE username = '%s'".formatted(username));
    }

    @Test
    void aLoginGivesARefreshTokenThatGivesTheNextOne() {
        Response login = login();
        login.then()
                .body("refresh_token", matchesPattern("llr_[A-Za-z0-9_-]{43}"))
                .body("refresh_expires_in", equalTo(2_592_000));

        Response refreshed = refresh(token(login));

        refreshed
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(900));
        assertThat(token(refreshed)).isNotEqualTo(token(login)).startsWith("llr_");
        given().auth()
                .oauth2(refreshed.path("access_token"))
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .body("username", equalTo(username));
        refresh(token(refreshed)).then().statusCode(200);
    }

    @Test
    void theRightsAreThoseOfNow() throws SQLException {
        String token = token(login());
        database.run("UPDATE app_user SET roles = ARRAY['operator'], wells = ARRAY['PAD-1/*'] WHERE username = '%s'"
                .formatted(username));

        String access = refresh(token).then().statusCode(200).extract().path("access_token");

        given().auth()
                .oauth2(access)
                .get("/api/v1/auth/me")
                .then()
                .body("roles", equalTo(List.of("operator")))
                .body("wells", equalTo(List.of("PAD-1/*")));
    }

    @Test
    void aClientWhoseAnswerWasLostGetsTheSameSuccessor() {
        String first = token(login());

        String next = token(refresh(first));
        String again = token(refresh(first));

        assertThat(again).isEqualTo(next);
        refresh(next).then().statusCode(200);
    }

    @Test
    void aSpentTokenThatIsUsedAgainEndsTheSession() {
        String first = token(login());
        String second = token(refresh(first));
        String third = token(refresh(second));

        refresh(first).then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));

        refresh(second).then().statusCode(401);
        refresh(third).then().statusCode(401);
    }

    @Test
    void afterTheGraceASpentTokenEndsTheSession() throws SQLException {
        String first = token(login());
        String second = token(refresh(first));
        database.run("""
                UPDATE refresh_token
                SET spent_at = spent_at - INTERVAL '11 seconds'
                WHERE spent_at IS NOT NULL
                  AND session_id IN (SELECT id FROM login_session WHERE username = '%s')
                """.formatted(username));

        refresh(first).then().statusCode(401);

        refresh(second).then().statusCode(401);
    }

    @Test
    void anotherSessionOfTheUserGoesOn() {
        String one = token(login());
        String other = token(login());
        token(refresh(one));
        refresh(token(refresh(one)));

        refresh(one).then().statusCode(401);

        refresh(other).then().statusCode(200);
    }

    @Test
    void manyRefreshesOfOneTokenAtOnceGetOneSuccessor() throws Exception {
        String first = token(login());
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> token(refresh(first)));
            }
            List<String> successors = new ArrayList<>();
            for (Future<String> answer : clients.invokeAll(calls)) {
                successors.add(answer.get());
            }

            assertThat(successors).containsOnly(successors.getFirst());
        }
    }

    @Test
    void anExpiredSessionEnds() throws SQLException {
        String token = token(login());
        database.run("UPDATE login_session SET expires_at = now() WHERE username = '%s'".formatted(username));

        refresh(token).then().statusCode(401);

        assertThat(sessions()).isZero();
    }

    @Test
    void aUseBeginsTheLifetimeAnew() throws SQLException {
        String token = token(login());
        database.run("UPDATE login_session SET expires_at = now() + INTERVAL '1 hour' WHERE username = '%s'"
                .formatted(username));

        refresh(token).then().statusCode(200);

        assertThat(database.row(
                        "SELECT expires_at > now() + INTERVAL '29 days' FROM login_session WHERE username = '%s'"
                                .formatted(username)))
                .isEqualTo("t");
    }

    @Test
    void afterALogoutTheTokenIsWorthless() {
        String first = token(login());
        String second = token(refresh(first));

        logout(second).then().statusCode(204);

        refresh(second).then().statusCode(401);
        logout(second).then().statusCode(204);
    }

    @Test
    void aUserHasAtMostAHundredSessions() throws SQLException {
        String first = token(login());
        database.run("""
                INSERT INTO login_session (username, expires_at)
                SELECT '%s', now() + INTERVAL '1 day'
                FROM generate_series(1, 120)
                """.formatted(username));

        String last = token(login());

        assertThat(sessions()).isEqualTo(SessionSql.SESSIONS_OF_A_USER);
        refresh(first).then().statusCode(401);
        refresh(last).then().statusCode(200);
    }

    @Test
    void aSessionKeepsAtMostAHundredSpentTokens() throws SQLException {
        String token = token(login());
        for (int i = 0; i < SessionSql.SPENT_TOKENS + 5; i++) {
            token = token(refresh(token));
        }

        assertThat(database.row("""
                SELECT count(*)
                FROM refresh_token
                WHERE session_id IN (SELECT id FROM login_session WHERE username = '%s')
                """.formatted(username))).isEqualTo(String.valueOf(SessionSql.SPENT_TOKENS + 1));
        refresh(token).then().statusCode(200);
    }

    @Test
    void theDatabaseHasOnlyTheHash() throws SQLException {
        String token = token(login());

        assertThat(database.row("SELECT count(*) FROM refresh_token WHERE token_hash = sha256(convert_to('" + token
                        + "', 'UTF8'))"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"refresh_token\": null}",
                "{\"refresh_token\": \"\"}",
                "x",
                "{\"refresh_token\": {}}"
            })
    void aBodyWithoutATokenIsMalformed(String body) {
        for (String path : List.of("refresh", "logout")) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post("/api/v1/auth/" + path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llr_", "llr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "x", "eyJ.a.b"})
    void anUnknownTokenIsRefused(String token) {
        refresh(token).then().statusCode(401);
    }

    @Test
    void toolsThatOnlyKnowOAuthRefreshToo() {
        String token = token(login());

        String next = given().formParam("grant_type", "refresh_token")
                .formParam("refresh_token", token)
                .post("/oauth/token")
                .then()
                .statusCode(200)
                .extract()
                .path("refresh_token");

        refresh(next).then().statusCode(200);
        given().formParam("grant_type", "refresh_token")
                .formParam("refresh_token", "x")
                .post("/oauth/token")
                .then()
                .statusCode(400)
                .body("error", equalTo("invalid_grant"));
    }

    private long sessions() throws SQLException {
        return Long.parseLong(
                database.row("SELECT count(*) FROM login_session WHERE username = '%s'".formatted(username)));
    }

    private Response login() {
        Response answer = LoginClient.login(username, PASSWORD);
        answer.then().statusCode(200);
        return answer;
    }
}
