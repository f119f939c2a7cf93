package io.liftline.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Findings that are stored and read, on the real database.
@QuarkusTest
class DiagnosticsResourceTest {

    private static final Instant START = Instant.parse("2025-04-01T00:00:00Z");

    @Inject
    Tokens tokens;

    private final String well = "DIA-" + System.nanoTime();

    @Test
    void aFindingIsStoredAsItWasGiven() {
        JsonObject finding = new JsonObject()
                .put("well_id", well)
                .put("timestamp", "2025-04-01T03:00:00+03:00")
                .put("diagnosis", "gas lock")
                .put("confidence", 0.75)
                .put("severity", "high")
                .put("actions", new JsonArray().add("reduce frequency").add("call the engineer"))
                .put("telemetry_snapshot", new JsonObject().put("pip", 410.5).put("motor_current", 31))
                .put("resolution_time", "2 hours")
                .put("notes", "seen twice — ü");

        Response stored = post(finding.encode());

        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(stored.header("Location")).endsWith("/api/v1/diagnostics");
        JsonObject answer = new JsonObject(stored.asString());
        assertThat(answer.getLong("id")).isPositive();
        assertThat(Instant.parse(answer.getString("created_at"))).isAfter(START);
        for (String field : finding.fieldNames()) {
            assertThat(answer.getValue(field))
                    .as(field)
                    .isEqualTo(field.equals("timestamp") ? START.toString() : finding.getValue(field));
        }
        assertThat(page("/wells/" + well + "/diagnostics?from=2025-04-01T00:00:00Z&to=2025-04-02T00:00:00Z"))
                .isEqualTo(new JsonObject()
                        .put("diagnostics", new JsonArray().add(answer))
                        .putNull("next_cursor"));
    }

    @Test
    void severalAreStoredTogetherWithDefaults() {
        Response stored = post("[%s,%s]"
                .formatted(finding(0, "").encode(), finding(1, "critical").encode()));

        assertThat(stored.statusCode()).isEqualTo(201);
        JsonArray answers = new JsonObject(stored.asString()).getJsonArray("diagnostics");
        assertThat(answers).hasSize(2);
        assertThat(answers.getJsonObject(0).getString("severity")).isEqualTo("info");
        assertThat(answers.getJsonObject(0).getValue("confidence")).isNull();
        assertThat(answers.getJsonObject(0).getJsonArray("actions")).isEmpty();
        assertThat(answers.getJsonObject(1).getString("severity")).isEqualTo("critical");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [                                                | 400 | not JSON
            7                                                | 400 | a finding or an array
            []                                               | 400 | no finding
            [1]                                              | 400 | finding 0 is not an object
            {"well":"A"}                                     | 422 | finding 0: well is not a field
            {"well_id":"a*"}                                 | 422 | finding 0: well_id is not a well id
            {"well_id":"A"}                                  | 422 | finding 0: diagnosis
            {"well_id":"A","diagnosis":"x"}                  | 422 | finding 0: timestamp
            {"well_id":"A","diagnosis":"x","timestamp":"2025-04-01"}                            | 422 | RFC 3339
            {"well_id":"A","diagnosis":"x","timestamp":"2999-04-01T00:00:00Z"}                  | 422 | in the future
            {"well_id":"A","diagnosis":"x","timestamp":"2025-04-01T00:00:00Z","confidence":1.1} | 422 | from 0 to 1
            {"well_id":"A","diagnosis":"x","timestamp":"2025-04-01T00:00:00Z","severity":"bad"} | 422 | critical, high
            {"well_id":"A","diagnosis":"x","timestamp":"2025-04-01T00:00:00Z","actions":"go"}   | 422 | array
            {"well_id":"A","diagnosis":"x","timestamp":"2025-04-01T00:00:00Z","telemetry_snapshot":[]} | 422 | an object
            {"well_id":"A","diagnosis":"x","timestamp":"2025-04-01T00:00:00Z","notes":"a\\u0000"} | 422 | notes""")
    void whatIsNotAcceptableIsNotStored(String body, int status, String detail) throws SQLException {
        long before = TestDatabase.ofService().count("diagnostic_results");
        String several = status == 422 ? "[" + finding(0, "low").encode() + "," + body + "]" : body;

        Response refused = post(several);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(status);
        assertThat(refused.jsonPath().getString("detail"))
                .contains(status == 422 ? detail.replace("finding 0", "finding 1") : detail);
        assertThat(TestDatabase.ofService().count("diagnostic_results")).isEqualTo(before);
    }

    @Test
    void tooManyAreRefused() {
        String all = new JsonArray(IntStream.range(0, NewFindings.MAX + 1)
                        .mapToObj(i -> finding(i, "low"))
                        .toList())
                .encode();

        assertThat(post(all).statusCode()).isEqualTo(413);
    }

    @Test
    void pagesJoinUpNewestFirstAndSeveritiesFilter() {
        List<Integer> numbers = IntStream.range(0, 25).boxed().toList();
        post(new JsonArray(numbers.stream()
                        .map(i -> finding(i / 2, i % 2 == 0 ? "high" : "low"))
                        .toList())
                .encode());

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = page(path("limit=7" + cursor));
            page.getJsonArray("diagnostics").forEach(each -> seen.add(((JsonObject) each).getString("timestamp")));
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());

        assertThat(seen)
                .isEqualTo(numbers.reversed().stream()
                        .map(i -> START.plusSeconds(i / 2).toString())
                        .toList());
        assertThat(page(path("severity=high")).getJsonArray("diagnostics")).hasSize(13);
        assertThat(page(path("severity=high,low&limit=30")).getJsonArray("diagnostics"))
                .hasSize(25);
        assertThat(page(path("severity=critical")).getJsonArray("diagnostics")).isEmpty();
    }

    @Test
    void foreignWellsAreNeitherWrittenNorRead() {
        post(finding(0, "high").encode());
        RequestSpecification stranger = tokens.as(Role.OPERATOR, "OTHER*");

        Response refused = stranger.contentType("application/json")
                .body(finding(0, "high").encode())
                .post("/api/v1/diagnostics");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(tokens.as(Role.VIEWER, "OTHER*")
                        .get("/api/v1" + path(""))
                        .jsonPath()
                        .getList("diagnostics"))
                .isEmpty();
        assertThat(tokens.as(Role.VIEWER, "OTHER*")
                        .get("/api/v1/wells/" + well + "/diagnostics")
                        .statusCode())
                .isEqualTo(404);
        assertThat(tokens.as(Role.VIEWER)
                        .get("/api/v1/wells/" + well + "x/diagnostics")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "severity=bad, 400, critical",
        "cursor=abc, 400, cursor",
        "limit=1001, 422, 1 to 1000",
        "from=now&to=-1h, 422, empty",
        "well=A, 400, did you mean wells"
    })
    void aQuestionThatCannotBeAnsweredSaysWhy(String query, int status, String detail) {
        Response refused = tokens.as(Role.VIEWER).get("/api/v1/diagnostics?" + query);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.jsonPath().getString("detail")).contains(detail);
    }

    /// PostgreSQL stores no NUL character, so nothing has such a name.
    @Test
    void aNameWithANulCharacterIsNotTakenForNone() {
        post(finding(0, "high").encode());

        for (String parameter : List.of("severity", "state", "rule")) {
            Response refused =
                    tokens.as(Role.VIEWER).queryParam(parameter, "\0").get("/api/v1/diagnostics");
            assertThat(refused.statusCode()).as(parameter).isEqualTo(400);
            assertThat(refused.jsonPath().getString("detail")).startsWith(parameter);
        }
        Response none = tokens.as(Role.VIEWER)
                .queryParam("wells", "\0")
                .queryParam("from", "2025-04-01T00:00:00Z")
                .get("/api/v1/diagnostics");
        assertThat(none.statusCode()).isEqualTo(200);
        assertThat(none.jsonPath().getList("diagnostics")).isEmpty();
    }

    private JsonObject finding(int second, String severity) {
        JsonObject finding = new JsonObject()
                .put("well_id", well)
                .put("timestamp", START.plusSeconds(second).toString())
                .put("diagnosis", "underload");
        return severity.isEmpty() ? finding : finding.put("severity", severity);
    }

    private Response post(String body) {
        return tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/diagnostics");
    }

    private String path(String query) {
        return "/diagnostics?wells=%s&from=2025-04-01T00:00:00Z&to=2025-04-02T00:00:00Z&%s".formatted(well, query);
    }

    private JsonObject page(String path) {
        Response answer = tokens.as(Role.VIEWER).urlEncodingEnabled(false).get("/api/v1" + path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString());
    }
}
