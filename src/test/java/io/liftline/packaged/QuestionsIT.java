package io.liftline.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.restassured.specification.RequestSpecification;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Asks the packaged program each question once.
class QuestionsIT {

    private static final String DAY = "from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z";
    private static final String DAYS = "from=2025-11-20T00:00:00Z&to=2025-11-22T00:00:00Z";

    private static TestDatabase database;
    private static Program program;
    private static Api api;
    private static String admin;

    /// Two wells with one sample a minute for two days. `pip` is the minute of the day.
    @BeforeAll
    static void startOnce() throws Exception {
        database = TestDatabase.empty();
        program = Program.ready(database, Map.of("LIFTLINE_ROLLUP_INTERVAL", "PT0.5S"));
        api = program.api();
        admin = api.login();
        for (String well : new String[] {"ASK-1", "ASK-2"}) {
            String rows = IntStream.range(0, 2 * 1_440)
                    .mapToObj(i -> "%s,2025-11-%dT%02d:%02d:00Z,%d"
                            .formatted(well, 20 + i / 1_440, i / 60 % 24, i % 60, i % 1_440))
                    .collect(Collectors.joining("\n", "well_id,timestamp,pip\n", "\n"));
            assertThat(api.ingest(admin, "text/csv", rows).statusCode()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        program.close();
        database.close();
    }

    @Test
    void everyFormatIsReturned() throws Exception {
        api.ingest(admin, Api.sample("OUT-1", 7));
        String path = "/api/v1/wells/OUT-1/telemetry?channels=pip&" + DAY;

        asAdmin()
                .accept("application/json")
                .get(path)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("samples[0].pip", equalTo(7.5f))
                .body("samples[0].timestamp", equalTo("2025-11-20T00:00:07Z"));
        assertThat(text(path, "application/x-ndjson"))
                .isEqualTo("{\"well_id\":\"OUT-1\",\"timestamp\":\"2025-11-20T00:00:07Z\",\"pip\":7.5}\n");
        assertThat(text(path, "text/csv").lines())
                .containsExactly("well_id,timestamp,pip", "OUT-1,2025-11-20T00:00:07Z,7.5");
    }

    private static RequestSpecification asAdmin() {
        return given().baseUri("http://127.0.0.1")
                .port(api.base().getPort())
                .header("Authorization", "Bearer " + admin);
    }

    private String text(String path, String type) {
        return asAdmin().accept(type).get(path).then().statusCode(200).extract().asString();
    }

    @Test
    void everyQueryIsAnswered() throws Exception {
        api.ingest(admin, Api.sample("NOW-1", 1) + Api.sample("NOW-1", 2));

        JsonNode wells = Api.json(api.get("/api/v1/wells", admin)).get("wells");
        JsonNode latest = Api.json(api.get("/api/v1/wells/NOW-1/latest", admin));
        JsonNode fleet = Api.json(api.get("/api/v1/telemetry/latest?wells=NOW-1", admin));
        JsonNode summary = Api.json(api.get("/api/v1/telemetry/summary?wells=NOW-1&channels=pip&" + DAY, admin));

        assertThat(wells.findValuesAsText("well_id")).contains("NOW-1");
        assertThat(latest.get("pip").asDouble()).isEqualTo(2.5);
        assertThat(fleet.get("samples").get(0).get("timestamp").asText()).isEqualTo("2025-11-20T00:00:02Z");
        JsonNode pip = summary.get("wells").get(0).get("channels").get("pip");
        assertThat(pip.get("avg").asDouble()).isEqualTo(2.0);
        assertThat(Api.json(api.get("/api/v1/auth/me", admin)).get("username").asText())
                .isEqualTo("admin");
    }

    @Test
    void aSeriesIsAnsweredFromTheRollupsAndIncludesALateSample() throws Exception {
        String path = "/api/v1/wells/ASK-1/series?" + DAYS + "&bucket=P1D&channels=pip&aggregates=avg,min,max,count";
        Await.until(
                "the days are aggregated",
                () -> json(path).get("source").asText().equals("esp_telemetry_1d"));

        assertThat(json(path).get("series")).isEqualTo(Api.json("""
                        {"pip": {"avg": [719.5, 719.5], "min": [0.0, 0.0], "max": [1439.0, 1439.0],
                                 "count": [1440, 1440]}}"""));

        api.ingest(admin, "text/csv", "well_id,timestamp,pip\nASK-1,2025-11-20T06:00:30Z,5000\n");
        assertThat(json(path).at("/series/pip/max")).isEqualTo(Api.json("[5000.0, 1439.0]"));
        Await.until(
                "the hour is aggregated again",
                () -> json(path).get("source").asText().equals("esp_telemetry_1d"));
        assertThat(json(path).at("/series/pip/max")).isEqualTo(Api.json("[5000.0, 1439.0]"));
    }

    @Test
    void aSeriesHasDaysOfATimeZoneAndTheOtherAggregates() throws Exception {
        JsonNode answer = json("/api/v1/wells/ASK-2/series?" + DAYS
                + "&bucket=P1D&tz=Asia/Riyadh&channels=pip&aggregates=twa,stddev,sum,first,last&fill=linear");

        assertThat(answer.get("time"))
                .isEqualTo(Api.json("[\"2025-11-19T21:00:00Z\", \"2025-11-20T21:00:00Z\", \"2025-11-21T21:00:00Z\"]"));
        assertThat(answer.at("/series/pip/first")).isEqualTo(Api.json("[0.0, 1260.0, 1260.0]"));
        assertThat(answer.at("/series/pip/twa/0").asDouble()).isEqualTo(629.5);
    }

    @Test
    void severalWellsHaveOneAxis() throws Exception {
        JsonNode answer = json("/api/v1/telemetry/series?wells=ASK-2,ASK-1&" + DAYS + "&bucket=PT6H&channels=pip");

        assertThat(answer.get("time")).hasSize(8);
        assertThat(answer.get("wells").findValuesAsText("well_id")).containsExactly("ASK-1", "ASK-2");
        assertThat(answer.at("/wells/1/series/pip/avg/0").asDouble()).isEqualTo(179.5);
    }

    @Test
    void theValueAtATimeIsInterpolated() throws Exception {
        assertThat(json("/api/v1/wells/ASK-2/at?timestamp=2025-11-20T06:00:30Z&mode=interpolated&channels=pip")
                        .get("values"))
                .isEqualTo(Api.json("{\"pip\": {\"value\": 360.5, \"timestamp\": \"2025-11-20T06:00:30Z\"}}"));
    }

    @Test
    void rawSamplesOfSeveralWellsAreStreamedAndPaged() throws Exception {
        String path =
                "/api/v1/telemetry?wells=ASK-1,ASK-2&from=2025-11-21T00:00:00Z&to=2025-11-22T00:00:00Z&channels=pip";

        assertThat(api.get(path + "&format=csv", admin).body().lines()).hasSize(2 * 1_440 + 1);
        JsonNode page = json(path + "&limit=3");
        assertThat(page.get("samples").findValuesAsText("well_id")).containsExactly("ASK-1", "ASK-2", "ASK-1");
        assertThat(json(path + "&limit=1&cursor=" + page.get("next_cursor").asText())
                        .at("/samples/0/well_id")
                        .asText())
                .isEqualTo("ASK-2");
    }

    @Test
    void theSummaryNamesItsSources() throws Exception {
        JsonNode answer = json("/api/v1/telemetry/summary?wells=ASK-2&channels=pip&" + DAYS);

        assertThat(answer.get("source").asText()).isNotBlank();
        assertThat(answer.at("/wells/0/count").asInt()).isEqualTo(2_880);
        assertThat(answer.at("/wells/0/channels/pip/avg").asDouble()).isEqualTo(719.5);
    }

    @Test
    void aFindingIsStoredAndRead() throws Exception {
        String finding = """
                {"well_id": "ASK-1", "timestamp": "2025-11-20T06:00:00Z", "diagnosis": "gas lock", "confidence": 0.9,
                 "severity": "high", "actions": ["wait"], "telemetry_snapshot": {"pip": 410.5}}""";
        HttpRequest request = HttpRequest.newBuilder(api.uri("/api/v1/diagnostics"))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(finding))
                .build();

        HttpResponse<String> stored;
        try (HttpClient http = HttpClient.newHttpClient()) {
            stored = http.send(request, BodyHandlers.ofString());
        }

        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        assertThat(json("/api/v1/diagnostics?severity=high&" + DAYS).get("diagnostics"))
                .containsExactly(Api.json(stored));
        assertThat(json("/api/v1/wells/ASK-1/diagnostics?" + DAYS)
                        .at("/diagnostics/0/telemetry_snapshot/pip")
                        .asDouble())
                .isEqualTo(410.5);
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = api.get(path, admin);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer);
    }
}
