package io.liftline.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A finding opens and closes once, on the real database.
@QuarkusTest
class FindingLifeTest {

    private static final String OLD = "2024-02-01T00:00:00Z";

    @Inject
    Tokens tokens;

    @Inject
    FindingUpkeep upkeep;

    private final TestDatabase database = TestDatabase.ofService();
    private final String well = "LIFE-" + System.nanoTime();

    @Test
    void aFindingIsOpenThenAcknowledgedThenClosed() {
        String id = stored();
        assertThat(finding(id).getString("state")).isEqualTo("open");
        assertThat(finding(id).getValue("acknowledged_by")).isNull();

        JsonObject acknowledged = json(change(id, "acknowledgement", "{\"note\":\"crew is on its way\"}"), 200);

        assertThat(acknowledged.getString("state")).isEqualTo("acknowledged");
        assertThat(acknowledged.getString("acknowledged_by")).isEqualTo("tester");
        Instant at = Instant.parse(acknowledged.getString("acknowledged_at"));
        assertThat(at).isAfter(Instant.parse(OLD));
        assertThat(json(change(id, "acknowledgement", "{}"), 200).getString("acknowledged_at"))
                .isEqualTo(acknowledged.getString("acknowledged_at"));

        JsonObject closed = json(change(id, "closure", "{\"note\":\"valve opened\"}"), 200);

        assertThat(closed.getString("state")).isEqualTo("closed");
        assertThat(closed.getString("closed_by")).isEqualTo("tester");
        assertThat(closed.getString("acknowledged_by")).isEqualTo("tester");
        assertThat(notes(closed)).containsExactly("tester: crew is on its way", "tester: valve opened");
        assertThat(finding(id)).isEqualTo(closed);
        for (String step : List.of("closure", "acknowledgement")) {
            Response again = change(id, step, "{}");
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.jsonPath().getString("detail")).isEqualTo("finding " + id + " is closed");
        }
    }

    @Test
    void onlyOneOfManyClosesIt() {
        String id = stored();

        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> change(id, "closure", "{}").statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(7);
    }

    @Test
    void notesAreBounded() throws SQLException {
        String id = stored();
        json(change(id, "closure", "{}"), 200);
        assertThat(json(change(id, "notes", "{\"note\":\"later\"}"), 201).getInteger("note_count"))
                .isEqualTo(1);
        database.run("""
                INSERT INTO diagnostic_note (diagnostic_id, "timestamp", at, author, note)
                SELECT diagnostic_id, "timestamp", now(), 'tester', 'n'
                FROM diagnostic_note, generate_series(2, %d)
                WHERE diagnostic_id = %s""".formatted(FindingLife.MAX_NOTES, id));

        Response refused = change(id, "notes", "{\"note\":\"one more\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("detail")).contains("100 notes");
        assertThat(finding(id).getJsonArray("added_notes")).hasSize(FindingLife.MAX_NOTES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            notes           | {}                         | 422
            notes           | {"note":" "}               | 422
            notes           | {"note":"a\\u0000"}        | 422
            closure         | {"note":""}                | 422
            closure         | [                          | 400
            acknowledgement | {"note":[]}                | 400""")
    void whatIsNotAcceptableChangesNothing(String step, String body, int status) {
        String id = stored();

        assertThat(change(id, step, body).statusCode()).isEqualTo(status);

        assertThat(finding(id).getString("state")).isEqualTo("open");
        assertThat(finding(id).getJsonArray("added_notes")).isEmpty();
    }

    @Test
    void aNoteOf2001CharactersIsTooLong() {
        String id = stored();

        assertThat(change(id, "notes", "{\"note\":\"%s\"}".formatted("x".repeat(2_001)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(change(id, "notes", "{\"note\":\"%s\"}".formatted("x".repeat(2_000)))
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/acknowledgement", "/notes", "/closure"})
    void aForeignFindingIsAnsweredLikeAnAbsentOne(String step) {
        String id = stored();

        for (String other : List.of(id, "999999999999", "x", "1".repeat(30))) {
            Response refused = step.isEmpty()
                    ? tokens.as(Role.OPERATOR, "OTHER*").get("/api/v1/diagnostics/" + other)
                    : tokens.as(Role.OPERATOR, "OTHER*")
                            .contentType("application/json")
                            .body("{\"note\":\"n\"}")
                            .post("/api/v1/diagnostics/" + other + step);
            assertThat(refused.statusCode()).as(other).isEqualTo(404);
            assertThat(refused.jsonPath().getString("detail"))
                    .isEqualTo("There is no finding '" + other + "' that you may see");
        }
        assertThat(finding(id).getString("state")).isEqualTo("open");
    }

    /// The default range of the list is a week. An open finding is older and still listed.
    @Test
    void findingsAreListedByState() {
        List<String> ids = List.of(stored(), stored(), stored());
        change(ids.get(1), "acknowledgement", "{}");
        change(ids.get(2), "closure", "{}");

        assertThat(listed("state=open")).containsExactly(ids.get(0));
        assertThat(listed("state=open,acknowledged")).containsExactly(ids.get(1), ids.get(0));
        assertThat(listed("state=closed")).isEmpty();
        assertThat(listed("state=closed&from=" + OLD)).containsExactly(ids.get(2));
        assertThat(listed("from=" + OLD)).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(listed("state=open&severity=low")).isEmpty();
        assertThat(listed("state=open&severity=high")).containsExactly(ids.get(0));
        assertThat(listed("state=open&rule=overload")).isEmpty();
        assertThat(tokens.as(Role.VIEWER)
                        .get("/api/v1/diagnostics?state=solved")
                        .jsonPath()
                        .getString("detail"))
                .isEqualTo("state has 'solved', but must be of open, acknowledged, closed");
    }

    @Test
    void pagesOfOpenFindingsJoinUp() {
        List<String> ids = IntStream.range(0, 5).mapToObj(_ -> stored()).toList();
        JsonObject first = list("state=open&limit=3");
        JsonObject rest = list("state=open&limit=3&cursor=" + first.getString("next_cursor"));

        assertThat(ids(first)).containsExactly(ids.get(4), ids.get(3), ids.get(2));
        assertThat(ids(rest)).containsExactly(ids.get(1), ids.get(0));
        assertThat(rest.getValue("next_cursor")).isNull();
    }

    @Test
    void whatOtherProgramsStoreIsOpenAndWhatTheArchiveBringsBackIsNot() throws SQLException {
        String sql = """
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, severity)
                VALUES ('%s', '%s', 'scale', '%s')""";
        database.run(sql.formatted(well, OLD, "fatal"));
        database.run("SET LOCAL liftline.restores = on; " + sql.formatted(well, OLD, "low"));

        JsonArray all = list("from=" + OLD).getJsonArray("diagnostics");

        assertThat(all).hasSize(2);
        JsonObject restored = all.getJsonObject(0);
        JsonObject inserted = all.getJsonObject(1);
        assertThat(restored.getString("state")).isEqualTo("closed");
        assertThat(inserted.getString("state")).isEqualTo("open");
        assertThat(database.row("SELECT severity FROM diagnostic_state WHERE well_id = '" + well + "'"))
                .isEqualTo("critical");
        Response refused = change(restored.getLong("id").toString(), "acknowledgement", "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("detail")).contains("before findings had a state");
        assertThat(finding(restored.getLong("id").toString()).getString("diagnosis"))
                .isEqualTo("scale");
    }

    /// OLD is older than findings are retained, and the other one was closed three years ago.
    @Test
    void oldFindingsAreClosedAndThoseThatWereClosedLongAgoForgotten() throws SQLException {
        String old = stored();
        String closed = stored();
        json(change(closed, "closure", "{\"note\":\"n\"}"), 200);
        database.run(
                "UPDATE diagnostic_state SET closed_at = now() - INTERVAL '3 years' WHERE diagnostic_id = " + closed);

        upkeep.run().await().atMost(Await.PATIENCE);

        assertThat(finding(old).getString("state")).isEqualTo("closed");
        assertThat(finding(old).getString("closed_by")).isEqualTo("retention");
        assertThat(database.row("SELECT count(*) FROM diagnostic_state WHERE diagnostic_id = " + closed))
                .isEqualTo("0");
        assertThat(database.row("SELECT count(*) FROM diagnostic_note WHERE diagnostic_id = " + closed))
                .isEqualTo("0");
        assertThat(finding(closed).getString("state")).isEqualTo("closed");
    }

    @Test
    void everyChangeIsRecorded() throws SQLException {
        String id = stored();
        change(id, "acknowledgement", "{}");
        change(id, "notes", "{\"note\":\"n\"}");
        change(id, "closure", "{}");
        change(id, "closure", "{}");

        assertThat(database.rows("SELECT action, actor, outcome FROM audit_event WHERE subject = '%s %s' ORDER BY id"
                        .formatted(id, well)))
                .containsExactly(
                        "finding.acknowledge|tester|done", "finding.note|tester|done", "finding.close|tester|done");
    }

    private String stored() {
        JsonObject finding = new JsonObject()
                .put("well_id", well)
                .put("timestamp", OLD)
                .put("diagnosis", "gas lock")
                .put("severity", "high");
        Response answer = tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body(finding.encode())
                .post("/api/v1/diagnostics");
        return json(answer, 201).getLong("id").toString();
    }

    private Response change(String id, String step, String body) {
        return tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/diagnostics/" + id + "/" + step);
    }

    private JsonObject finding(String id) {
        return json(tokens.as(Role.VIEWER).get("/api/v1/diagnostics/" + id), 200);
    }

    private List<String> listed(String query) {
        assertThat(ids(json(tokens.as(Role.VIEWER).get("/api/v1/wells/" + well + "/diagnostics?" + query), 200)))
                .isEqualTo(ids(list(query)));
        return ids(list(query));
    }

    private JsonObject list(String query) {
        return json(tokens.as(Role.VIEWER).get("/api/v1/diagnostics?wells=" + well + "&" + query), 200);
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("diagnostics").stream()
                .map(each -> ((JsonObject) each).getLong("id").toString())
                .toList();
    }

    private static List<String> notes(JsonObject finding) {
        return finding.getJsonArray("added_notes").stream()
                .map(JsonObject.class::cast)
                .map(note -> note.getString("by") + ": " + note.getString("note"))
                .toList();
    }

    private static JsonObject json(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return new JsonObject(answer.asString());
    }
}
