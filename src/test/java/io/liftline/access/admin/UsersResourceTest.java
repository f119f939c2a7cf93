package io.liftline.access.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsersResourceTest {

    private static final String PASSWORD = "annular pressure 77";

    @Inject
    Tokens tokens;

    private final TestDatabase database = TestDatabase.ofService();
    private String name;

    /// The last administrator may not be removed, so each test has one more.
    @BeforeEach
    void createAdministrator() throws SQLException {
        name = "u" + System.nanoTime();
        database.run("""
                INSERT INTO app_user (username, password_hash, roles, wells)
                VALUES ('keeper', '$2b$04$%s', ARRAY['admin'], ARRAY['*'])
                ON CONFLICT DO NOTHING
                """.formatted(".".repeat(53)));
    }

    @AfterEach
    void removeUsers() throws SQLException {
        database.run("DELETE FROM app_user WHERE username LIKE 'u%' OR username = 'keeper'");
    }

    @Test
    void aNewUserLogsInWithItsRights() {
        create(name.toUpperCase(java.util.Locale.ROOT), "[\"viewer\", \"operator\"]", "[\"PAD-7/*\"]")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/users/" + name))
                .body("username", equalTo(name))
                .body("roles", equalTo(List.of("viewer", "operator")))
                .body("wells", equalTo(List.of("PAD-7/*")))
                .body("disabled", equalTo(false))
                .body("password", equalTo(null));

        String token = login(PASSWORD).then().statusCode(200).extract().path("access_token");
        given().auth()
                .oauth2(token)
                .get("/api/v1/auth/me")
                .then()
                .body("username", equalTo(name))
                .body("wells", equalTo(List.of("PAD-7/*")));
    }

    @Test
    void aNameIsTakenOnce() {
        create(name, "[\"viewer\"]", "[]").then().statusCode(201);

        create(name, "[\"admin\"]", "[\"*\"]").then().statusCode(409);

        admin().get("/api/v1/users/" + name).then().statusCode(200).body("roles", equalTo(List.of("viewer")));
    }

    @Test
    void whatIsAbsentInAChangeStays() {
        create(name, "[\"viewer\"]", "[\"A\", \"B*\"]").then().statusCode(201);

        admin().contentType(ContentType.JSON)
                .body("{\"roles\": [\"writer\"]}")
                .patch("/api/v1/users/" + name)
                .then()
                .statusCode(200)
                .body("roles", equalTo(List.of("writer")))
                .body("wells", equalTo(List.of("A", "B*")));
        login(PASSWORD).then().statusCode(200);
    }

    @Test
    void aNewPasswordReplacesTheOldOneAndEndsTheSessions() {
        create(name, "[\"viewer\"]", "[]");
        String refresh = login(PASSWORD).then().extract().path("refresh_token");

        admin().contentType(ContentType.JSON)
                .body("{\"password\": \"wellhead choke 99\"}")
                .patch("/api/v1/users/" + name)
                .then()
                .statusCode(200);

        login(PASSWORD).then().statusCode(401);
        login("wellhead choke 99").then().statusCode(200);
        refresh(refresh).then().statusCode(401);
    }

    @Test
    void aDisabledUserIsOut() {
        create(name, "[\"viewer\"]", "[]");
        String refresh = login(PASSWORD).then().extract().path("refresh_token");

        admin().contentType(ContentType.JSON)
                .body("{\"disabled\": true}")
                .patch("/api/v1/users/" + name)
                .then()
                .statusCode(200)
                .body("disabled", equalTo(true));

        login(PASSWORD).then().statusCode(401);
        refresh(refresh).then().statusCode(401);
    }

    @Test
    void aDeletedUserIsOutAndNotListed() {
        create(name, "[\"viewer\"]", "[]");
        String refresh = login(PASSWORD).then().extract().path("refresh_token");
        admin().get("/api/v1/users").then().body("users.username", hasItem(name));

        admin().delete("/api/v1/users/" + name).then().statusCode(204);

        login(PASSWORD).then().statusCode(401);
        refresh(refresh).then().statusCode(401);
        admin().get("/api/v1/users").then().body("users.username", not(hasItem(name)));
        admin().get("/api/v1/users/" + name).then().statusCode(404);
        admin().delete("/api/v1/users/" + name).then().statusCode(404);
    }

    @Test
    void endedSessionsMustLogInAgain() {
        create(name, "[\"viewer\"]", "[]");
        String refresh = login(PASSWORD).then().extract().path("refresh_token");

        admin().delete("/api/v1/users/" + name + "/sessions").then().statusCode(204);

        refresh(refresh).then().statusCode(401);
        login(PASSWORD).then().statusCode(200);
    }

    @Test
    void ofTheLastTwoAdministratorsOneStaysHoweverManyDeleteThem() throws Exception {
        // Given
        create(name, "[\"admin\"]", "[\"*\"]").then().statusCode(201);
        List<String> others = database.rows(
                "UPDATE app_user SET disabled = true WHERE username NOT IN ('keeper', '%s') AND NOT disabled RETURNING username"
                        .formatted(name));
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            // When
            List<Future<Integer>> answers = both.invokeAll(List.<Callable<Integer>>of(
                    () -> admin().delete("/api/v1/users/keeper").statusCode(),
                    () -> admin().delete("/api/v1/users/" + name).statusCode()));

            // Then
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(204, 409);
            assertThat(database.row("SELECT count(*) FROM app_user WHERE username IN ('keeper', '%s')".formatted(name)))
                    .isEqualTo("1");
        } finally {
            for (String other : others) {
                database.run("UPDATE app_user SET disabled = false WHERE username = '%s'".formatted(other));
            }
        }
    }

    @Test
    void anAdministratorOfSomeWellsAdministersNobody() {
        tokens.as(Role.ADMIN, "PAD-7/*").get("/api/v1/users").then().statusCode(403);
        tokens.as(Role.ADMIN, "PAD-7/*")
                .contentType(ContentType.JSON)
                .body(body(name, "[\"admin\"]", "[\"*\"]", PASSWORD))
                .post("/api/v1/users")
                .then()
                .statusCode(403);
        admin().get("/api/v1/users/" + name).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"username\": \"x y\", \"password\": \"P\", \"roles\": [\"viewer\"], \"wells\": []} | 422 | username must be",
                "{\"password\": \"P\", \"roles\": [\"viewer\"], \"wells\": []} | 400 | username must be given",
                "{\"username\": \"u1\", \"roles\": [\"viewer\"], \"wells\": []} | 400 | password must be given",
                "{\"username\": \"u1\", \"password\": \"short\", \"roles\": [\"viewer\"], \"wells\": []} | 422 | needs at least 12",
                "{\"username\": \"u1\", \"password\": \"password1234\", \"roles\": [\"viewer\"], \"wells\": []} | 422 | tried first",
                "{\"username\": \"u1\", \"password\": \"Qwertyuiop12\", \"roles\": [\"viewer\"], \"wells\": []} | 422 | tried first",
                "{\"username\": \"u1\", \"password\": \"123456789012\", \"roles\": [\"viewer\"], \"wells\": []} | 422 | tried first",
                "{\"username\": \"u1name\", \"password\": \"xx-U1NAME-yyyy\", \"roles\": [\"viewer\"], \"wells\": []} | 422 | username",
                "{\"username\": \"u1\", \"password\": \"annular pressure\", \"roles\": [], \"wells\": []} | 422 | roles is empty",
                "{\"username\": \"u1\", \"password\": \"annular pressure\", \"roles\": [\"root\"], \"wells\": []} | 422 | roles names 'root'",
                "{\"username\": \"u1\", \"password\": \"annular pressure\", \"roles\": [null], \"wells\": []} | 422 | roles names 'null'",
                "{\"username\": \"u1\", \"password\": \"annular pressure\", \"roles\": [\"viewer\"]} | 400 | wells must be given",
                "{\"username\": \"u1\", \"password\": \"annular pressure\", \"roles\": [\"viewer\"], \"wells\": [\"?\"]} | 422 | no well pattern",
                "{\"username\": 7, \"roles\": 5} | 400 | ''",
                "[] | 400 | ''",
                "nonsense | 400 | ''",
            })
    void aUserThatIsNotAcceptableIsRefusedWithTheReason(String body, int status, String detail) {
        admin().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/users")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(detail))
                .body("detail", not(containsString("annular")));
    }

    @Test
    void aNameThatNobodyCanHaveIsNotFound() {
        admin().get("/api/v1/users/%00").then().statusCode(404);
        admin().get("/api/v1/users/%20x").then().statusCode(404);
        admin().get("/api/v1/users?cursor=%00").then().statusCode(400);
    }

    private io.restassured.specification.RequestSpecification admin() {
        return tokens.as(Role.ADMIN);
    }

    private Response create(String username, String roles, String wells) {
        return admin().contentType(ContentType.JSON)
                .body(body(username, roles, wells, PASSWORD))
                .post("/api/v1/users");
    }

    private static String body(String username, String roles, String wells, String password) {
        return "{\"username\": \"%s\", \"password\": \"%s\", \"roles\": %s, \"wells\": %s}"
                .formatted(username, password, roles, wells);
    }

    private Response login(String password) {
        return given().contentType(ContentType.JSON)
                .body("{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password))
                .post("/api/v1/auth/login");
    }

    private static Response refresh(String token) {
        return given().contentType(ContentType.JSON)
                .body("{\"refresh_token\": \"%s\"}".formatted(token))
                .post("/api/v1/auth/refresh");
    }
}
