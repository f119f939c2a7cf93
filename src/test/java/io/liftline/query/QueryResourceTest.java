package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a dashboard asks and what it is told, on the real database.
@QuarkusTest
class QueryResourceTest {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    @Inject
    Tokens tokens;

    /// A well with 2,500 samples, one a minute; `pip` counts them from 0, every tenth has no `motor_temp`.
    private String well;

    @BeforeEach
    void fillAWell() {
        well = "QRY-" + RUNS.incrementAndGet() + "-" + System.nanoTime();
        List<String> rows = new ArrayList<>(IntStream.range(0, 2_500)
                .mapToObj(i -> "%s,%s,%d,%s".formatted(well, minute(i), i, i % 10 == 0 ? "" : "96.5"))
                .toList());
        Collections.shuffle(rows, new Random(1));
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("well_id,timestamp,pip,motor_temp\n" + String.join("\n", rows))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"asc, 700", "desc, 1000", "asc, 2500", "desc, 2499"})
    void pagesJoinUpToTheWholeRangeInOrderWithoutGapOrRepeat(String order, int limit) {
        List<Double> seen = new ArrayList<>();
        String query = range(0, 2_500) + "&order=" + order + "&limit=" + limit;
        String cursor = "";
        do {
            JsonPath page = json(query + cursor);
            List<Double> values = page.getList("samples.pip", Double.class);
            assertThat(values).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(values);
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());

        List<Double> expected = new ArrayList<>(
                IntStream.range(0, 2_500).mapToObj(i -> (double) i).toList());
        if (order.equals("desc")) {
            Collections.reverse(expected);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void theRangeIsHalfOpen() {
        assertThat(json(range(10, 13)).getList("samples.pip", Double.class)).containsExactly(10.0, 11.0, 12.0);
    }

    @Test
    void whatWasNotMeasuredIsNullInJsonAndEmptyInCsv() {
        JsonPath json = json(range(10, 12) + "&channels=motor_temp,pip");
        String csv = stream("text/csv", range(10, 12) + "&channels=motor_temp,pip");
        String ndjson = stream("application/x-ndjson", range(10, 12) + "&channels=motor_temp,pip");

        assertThat(json.getMap("samples[0]")).containsEntry("motor_temp", null).hasSize(4);
        assertThat(csv).isEqualTo("""
                        well_id,timestamp,motor_temp,pip
                        %1$s,2025-03-01T00:10:00Z,,10.0
                        %1$s,2025-03-01T00:11:00Z,96.5,11.0
                        """.formatted(well));
        assertThat(ndjson).isEqualTo("""
                        {"well_id":"%1$s","timestamp":"2025-03-01T00:10:00Z","motor_temp":null,"pip":10.0}
                        {"well_id":"%1$s","timestamp":"2025-03-01T00:11:00Z","motor_temp":96.5,"pip":11.0}
                        """.formatted(well));
    }

    @Test
    void streamsGiveTheWholeRangeAcrossPagesAndCanBePostedBackUnchanged() {
        String csv = stream("text/csv", range(0, 2_500) + "&channels=pip,motor_temp");
        String ndjson = stream("application/x-ndjson", range(0, 2_500) + "&order=desc&channels=pip");

        assertThat(csv.lines()).hasSize(2_501);
        assertThat(ndjson.lines()).hasSize(2_500);
        assertThat(ndjson.lines().findFirst().orElseThrow()).contains("\"pip\":2499.0");
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/telemetry?on_conflict=update")
                .then()
                .statusCode(200)
                .body("duplicates", equalTo(2_500));
    }

    @Test
    void aStreamStopsAtItsLimit() {
        assertThat(stream("text/csv", range(0, 2_500) + "&limit=1700").lines()).hasSize(1_701);
    }

    @Test
    void theLatestIsByEventTimeNotByArrivalAndHasAnEtag() {
        Response first = tokens.as(Role.VIEWER).get("/api/v1/wells/" + well + "/latest");
        String tag = first.header("ETag");

        assertThat(first.jsonPath().getString("timestamp"))
                .isEqualTo(minute(2_499).toString());
        assertThat(first.jsonPath().getDouble("pip")).isEqualTo(2_499.0);
        tokens.as(Role.VIEWER)
                .header("If-None-Match", tag)
                .get("/api/v1/wells/" + well + "/latest")
                .then()
                .statusCode(304)
                .header("ETag", tag);

        tokens.as(Role.WRITER)
                .contentType("application/json")
                .body(Map.of("well_id", well, "timestamp", minute(2_499).toString(), "choke", 50))
                .post("/api/v1/telemetry?on_conflict=update")
                .then()
                .statusCode(200);
        Response changed = tokens.as(Role.VIEWER).header("If-None-Match", tag).get("/api/v1/wells/" + well + "/latest");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.jsonPath().getDouble("choke")).isEqualTo(50.0);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    @Test
    void theFleetHasFirstAndLastAndLatestOfEachPermittedWell() {
        JsonPath wells = tokens.as(Role.VIEWER, well).get("/api/v1/wells").jsonPath();
        JsonPath latest =
                tokens.as(Role.VIEWER, well).get("/api/v1/telemetry/latest").jsonPath();

        assertThat(wells.getList("wells"))
                .isEqualTo(List.of(Map.of(
                        "well_id",
                        well,
                        "first",
                        minute(0).toString(),
                        "last",
                        minute(2_499).toString())));
        assertThat(latest.getList("samples.well_id")).isEqualTo(List.of(well));
        assertThat(latest.getDouble("samples[0].pip")).isEqualTo(2_499.0);
    }

    @Test
    void theSummaryCountsAndAveragesTheRange() {
        JsonPath summary = tokens.as(Role.VIEWER)
                .get("/api/v1/telemetry/summary?wells=" + well + "&channels=pip,motor_temp,choke&from=" + minute(0)
                        + "&to=" + minute(11))
                .jsonPath();

        assertThat(summary.getInt("wells[0].count")).isEqualTo(11);
        assertThat(summary.getMap("wells[0].channels.pip")).isEqualTo(Map.of("avg", 5.0, "min", 0.0, "max", 10.0));
        assertThat(summary.getDouble("wells[0].channels.motor_temp.avg")).isEqualTo(96.5);
        assertThat((Object) summary.get("wells[0].channels.choke.max")).isNull();
    }

    @Test
    void lookBacksAndOffsetsAreTimesToo() {
        Instant now = Instant.now();
        tokens.as(Role.WRITER)
                .contentType("application/json")
                .body(Map.of("well_id", well, "timestamp", now.minusSeconds(60).toString(), "pip", 7))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);

        assertThat(json("?from=-2m&to=now").getList("samples.pip", Double.class))
                .containsExactly(7.0);
        assertThat(json("").getList("samples.pip", Double.class)).containsExactly(7.0);
        assertThat(json("?from=-30s").getList("samples")).isEmpty();
        assertThat(json("?from=2025-03-01T03:00:00%2B03:00&to=2025-03-01T03:02:00+03:00")
                        .getList("samples.pip", Double.class))
                .containsExactly(0.0, 1.0);
        assertThat(json("?from=-999999w&to=2025-03-01T00:01:00Z").getList("samples"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    from=yesterday                                        | 400
                    from=2025-03-01                                       | 400
                    from=now&to=-1h                                       | 422
                    from=2025-03-01T00:00:00Z&to=2025-03-01T00:00:00Z     | 422
                    limit=0                                               | 422
                    limit=10001                                           | 422
                    limit=ten                                             | 400
                    order=up                                              | 400
                    channels=presure                                      | 422
                    cursor=abc                                            | 400
                    cursor=MSBBU0MgNSA1                                   | 400
                    from=-99999999h                                       | 400""")
    void aQuestionThatCannotBeUnderstoodSaysSo(String query, int status) {
        JsonPath problem = tokens.as(Role.VIEWER)
                .accept("application/json")
                .get("/api/v1/wells/" + well + "/telemetry?" + query)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .extract()
                .jsonPath();

        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/latest", "/telemetry"})
    void aWellThatIsNotThereIsNotFoundAndOneWithoutSamplesInTheRangeIsEmpty(String path) {
        tokens.as(Role.VIEWER).get("/api/v1/wells/NOBODY" + path).then().statusCode(404);
        assertThat(json("?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z").getList("samples"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*/*, application/json",
        "application/*, application/json",
        "'text/csv;q=0.5, application/x-ndjson', application/x-ndjson",
        "text/*, text/csv"
    })
    void theFormatIsTheOneAskedForAndJsonOtherwise(String accept, String type) {
        tokens.as(Role.VIEWER)
                .header("Accept", accept)
                .get("/api/v1/wells/" + well + "/telemetry" + range(0, 1))
                .then()
                .statusCode(200)
                .contentType(startsWith(type));
        tokens.as(Role.VIEWER)
                .header("Accept", "image/png")
                .get("/api/v1/wells/" + well + "/telemetry")
                .then()
                .statusCode(406);
    }

    private static Instant minute(int i) {
        return START.plusSeconds(60L * i);
    }

    private static String range(int from, int to) {
        return "?from=" + minute(from) + "&to=" + minute(to);
    }

    private JsonPath json(String query) {
        return tokens.as(Role.VIEWER)
                .accept("application/json")
                .urlEncodingEnabled(false)
                .get("/api/v1/wells/" + well + "/telemetry" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String stream(String type, String query) {
        return tokens.as(Role.VIEWER)
                .accept(type)
                .get("/api/v1/wells/" + well + "/telemetry" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
