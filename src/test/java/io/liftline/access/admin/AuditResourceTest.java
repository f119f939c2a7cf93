package io.liftline.access.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is recorded, and that nobody can change it.
@QuarkusTest
class AuditResourceTest {

    private static final Duration WITHIN = Duration.ofSeconds(20);

    @Inject
    Tokens tokens;

    @Inject
    Audit audit;

    private final TestDatabase database = TestDatabase.ofService();

    @Test
    void anAdministrativeOperationIsRecordedBeforeItIsAnswered() {
        String id = tokens.as(Role.ADMIN)
                .header("X-Request-Id", "audit-test-1")
                .contentType(ContentType.JSON)
                .body("{\"name\": \"x\", \"roles\": [\"viewer\"], \"wells\": []}")
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        Map<String, String> event = events("subject", id).getFirst();

        assertThat(event)
                .containsEntry("actor", "tester")
                .containsEntry("action", "api_key.create")
                .containsEntry("outcome", "done")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("request_id", "audit-test-1")
                .doesNotContainKey("id");
    }

    @Test
    void aRefusedLoginIsRecordedWithItsNameAndWithoutItsPassword() throws SQLException {
        String name = "nobody-" + System.nanoTime();

        given().contentType(ContentType.JSON)
                .body("{\"username\": \"%s\", \"password\": \"very secret words\"}".formatted(name))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);

        Await.until(
                "the login is recorded", WITHIN, () -> !events("actor", name).isEmpty());
        assertThat(events("actor", name).getFirst())
                .containsEntry("action", "login")
                .containsEntry("outcome", "refused");
        assertThat(database.row("SELECT count(*) FROM audit_event WHERE audit_event::text LIKE '%very secret%'"))
                .isEqualTo("0");
    }

    @Test
    void aFloodOfLoginsIsRecordedByItsNumber() throws SQLException {
        String name = "flood-" + System.nanoTime();

        for (int i = 0; i < 1_000; i++) {
            audit.note(audit.event(name, "login", "", Outcome.REFUSED));
        }

        Await.until(
                "the flood is recorded",
                WITHIN,
                () -> !events("action", "audit.suppressed").isEmpty());
        assertThat(Integer.parseInt(database.row("SELECT count(*) FROM audit_event WHERE actor = '" + name + "'")))
                .isBetween(1, 300);
    }

    @Test
    void theServiceCannotChangeOrDeleteWhatIsRecorded() throws SQLException {
        try (Connection connection = database.connect(
                        DatabaseServer.setting("LIFTLINE_DB_USER"), DatabaseServer.setting("LIFTLINE_DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "UPDATE audit_event SET actor = 'x'",
                    "DELETE FROM audit_event",
                    "TRUNCATE audit_event",
                    "SELECT drop_chunks('audit_event', older_than => now())")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void onlyEventsOlderThanNinetyDaysCanBeTrimmed() throws SQLException {
        database.run("""
                INSERT INTO audit_event (at, actor, action, subject, outcome, address, request_id)
                SELECT now() - age * INTERVAL '1 day', 'trim', 'test', age::text, 'done', '', ''
                FROM unnest(ARRAY[10, 80, 200]) AS age
                """);

        database.rows("SELECT liftline_trim_audit(INTERVAL '1 day')");

        assertThat(database.rows("SELECT subject FROM audit_event WHERE actor = 'trim' ORDER BY at"))
                .containsExactly("80", "10");
    }

    @Test
    void pagesJoinUp() throws SQLException {
        database.run("""
                INSERT INTO audit_event (at, actor, action, subject, outcome, address, request_id)
                SELECT TIMESTAMPTZ '2025-05-05T00:00:00Z', 'paged', 'test', i::text, 'done', '', ''
                FROM generate_series(1, 1500) AS i
                """);
        String range = "/api/v1/audit?from=2025-05-05T00:00:00Z&to=2025-05-06T00:00:00Z";

        String cursor = tokens.as(Role.ADMIN)
                .get(range)
                .then()
                .statusCode(200)
                .body("events.size()", equalTo(1_000))
                .body("events[0].subject", equalTo("1500"))
                .extract()
                .path("next_cursor");

        tokens.as(Role.ADMIN)
                .get(range + "&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("events.size()", equalTo(500))
                .body("events[0].subject", equalTo("500"))
                .body("next_cursor", equalTo(null));
        tokens.as(Role.ADMIN).get("/api/v1/audit?cursor=x").then().statusCode(400);
        tokens.as(Role.ADMIN).get("/api/v1/audit?from=now&to=now").then().statusCode(422);
    }

    private List<Map<String, String>> events(String member, String value) {
        return tokens.as(Role.ADMIN)
                .get("/api/v1/audit?from=-1h&to=now")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("events.findAll { it." + member + " == '" + value + "' }");
    }
}
