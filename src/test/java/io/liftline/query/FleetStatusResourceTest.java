package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries of the state of a fleet, on the real database.
@QuarkusTest
class FleetStatusResourceTest extends FleetOfItsOwn {

    private static final Duration SILENT = Duration.ofMinutes(30);
    private static final Duration NO_DATA = Duration.ofHours(30);

    @Test
    void wellsAreOrderedByTrouble() throws Exception {
        post("A-fine", now, "1");
        post("B-silent", now.minus(SILENT), "2");
        post("C-dead", now.minus(NO_DATA), "3");
        post("D-warned", now, "4");
        post("E-alarmed", now.minus(NO_DATA), "5");
        post("F-critical", now, "6");
        post("G-informed", now, "7");
        find("D-warned", "medium", now);
        find("E-alarmed", "high", now);
        find("E-alarmed", "low", now);
        find("F-critical", "critical", now);
        find("G-informed", "info", now);
        find("A-fine", "critical", now);
        Questions.run("UPDATE diagnostic_state SET state = 'closed', closed_at = now() WHERE well_id = '%s-A-fine'"
                .formatted(fleet));

        JsonObject answer = questions.json("/fleet");

        assertThat(Questions.each(answer, "wells", "well_id").stream()
                        .map(id -> String.valueOf(id).substring(fleet.length() + 1)))
                .containsExactly("F-critical", "E-alarmed", "B-silent", "D-warned", "C-dead", "G-informed", "A-fine");
        assertThat(Questions.each(answer, "wells", "state"))
                .containsExactly("alarm", "alarm", "silent", "warning", "no_data", "ok", "ok");
        assertThat(answer.getJsonObject("states"))
                .isEqualTo(new JsonObject()
                        .put("alarm", 2)
                        .put("silent", 1)
                        .put("warning", 1)
                        .put("no_data", 1)
                        .put("ok", 2));
        assertThat(well(answer, 1).getJsonObject("findings"))
                .isEqualTo(new JsonObject().put("open", 2).put("worst", "high"));
        assertThat(well(answer, 6).getJsonObject("findings"))
                .isEqualTo(new JsonObject().put("open", 0).putNull("worst"));
    }

    @Test
    void theNewestValueOfEachChannelHasItsTimeAndAge() {
        Instant before = now.minusSeconds(20);
        Instant newest = now.minusSeconds(10);
        post("1", before, "100,50");
        post("1", newest, "101,");

        JsonObject well = well(questions.json("/fleet?channels=pip,motor_temp,choke&points=1"), 0);

        assertThat(well.getString("timestamp")).isEqualTo(newest.toString());
        assertThat(well.getDouble("age")).isBetween(10.0, 70.0);
        assertThat(well.getJsonObject("values"))
                .isEqualTo(new JsonObject()
                        .put("pip", value(101.0, newest))
                        .put("motor_temp", value(50.0, before))
                        .put("choke", value(null, null)));
        assertThat(well(questions.json("/fleet"), 0).getJsonObject("values").getJsonObject("motor_temp"))
                .as("without named channels, the values are those of the newest sample")
                .isEqualTo(value(null, null));
    }

    @Test
    void aWellWithoutDataHasNoValues() {
        post("1", now.minus(NO_DATA), "100,50");

        JsonObject well = well(questions.json("/fleet?channels=pip"), 0);

        assertThat(well.getString("timestamp")).isEqualTo(now.minus(NO_DATA).toString());
        assertThat(well.getJsonObject("values").getJsonObject("pip")).isEqualTo(value(null, null));
        assertThat(well.getJsonObject("trend").getJsonArray("pip")).hasSize(24).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ndjson", "csv"})
    void pagesGiveEachWellOnce(String format) {
        store(IntStream.range(0, 25).mapToObj(i -> "%s-%02d,%s,%d,60".formatted(fleet, i, now, i)));
        find("07", "high", now);
        find("03", "low", now);
        List<String> wells = new ArrayList<>();
        String query = "/fleet?channels=pip&limit=10&format=" + format;

        switch (format) {
            case "json" -> {
                String cursor = "";
                for (int page = 0; page < 3; page++) {
                    JsonObject answer = questions.json(query + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                    Questions.each(answer, "wells", "well_id").forEach(id -> wells.add(String.valueOf(id)));
                    assertThat(answer.getJsonObject("states").getInteger("ok")).isEqualTo(23);
                    cursor = page < 2 ? answer.getString("next_cursor") : "";
                    assertThat(answer.getString("next_cursor") == null).isEqualTo(page == 2);
                }
            }
            case "ndjson" ->
                questions.text(query).lines().forEach(line -> wells.add(new JsonObject(line).getString("well_id")));
            default -> {
                List<String> lines = questions.text(query).lines().toList();
                assertThat(lines.getFirst())
                        .isEqualTo("well_id,state,timestamp,age,findings_open,findings_worst,pip,pip_timestamp");
                assertThat(lines.get(1))
                        .startsWith(fleet + "-07,alarm," + now + ",")
                        .endsWith(",1,high,7.0," + now);
                lines.stream().skip(1).forEach(line -> wells.add(line.substring(0, line.indexOf(','))));
            }
        }

        assertThat(wells)
                .hasSize(25)
                .startsWith(fleet + "-07", fleet + "-03", fleet + "-00")
                .doesNotHaveDuplicates();
    }

    @Test
    void anAnswerIsNotSentAgainWhileOnlyTheAgesChange() {
        post("1", now, "100,50");
        HttpResponse<byte[]> first = questions.get("/fleet?channels=pip");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(questions.get("/fleet?channels=pip", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(questions.get("/fleet", "If-None-Match", tag).statusCode()).isEqualTo(200);

        post("1", now.plusMillis(1), "101,50");
        assertThat(questions.get("/fleet?channels=pip", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyPermittedNamedWellsWithThePrefixAreAnswered() {
        store(Stream.of("A1", "A2", "B1").map(id -> "%s-%s,%s,1,60".formatted(fleet, id, now)));

        assertThat(ids(questions, "")).containsExactly("A1", "A2", "B1");
        assertThat(ids(questions, "?prefix=" + fleet + "-A")).containsExactly("A1", "A2");
        assertThat(ids(questions, "?wells=%1$s-B1,%1$s-A2,ABSENT".formatted(fleet)))
                .containsExactly("A2", "B1");
        assertThat(ids(Questions.of(tokens, fleet + "-A2"), "?wells=%1$s-B1,%1$s-A2".formatted(fleet)))
                .containsExactly("A2");
        JsonObject none = Questions.of(tokens, "NOBODY*").json("/fleet");
        assertThat(none.getJsonArray("wells")).isEmpty();
        assertThat(none.getJsonObject("states").getInteger("ok")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "points=49, 422, points is 49",
        "points=0, 422, points is 0",
        "channels=depth, 422, depth",
        "'channels=pip,choke&points=48&limit=3000', 422, at most 200 wells",
        "'channels=pip,choke&points=24&limit=5000', 422, at most 4000 wells",
        "cursor=x, 400, cursor",
        "sort=age, 400, sort",
        "format=parquet, 406, parquet"
    })
    void aQuestionThatCannotBeAnsweredSaysWhy(String query, int status, String detail) {
        assertThat(questions.problem(status, "/fleet?" + query).getString("detail"))
                .contains(detail);
    }

    private List<String> ids(Questions caller, String query) {
        return Questions.each(caller.json("/fleet" + query), "wells", "well_id").stream()
                .map(id -> String.valueOf(id).substring(fleet.length() + 1))
                .toList();
    }

    private void find(String well, String severity, Instant time) {
        tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body(new JsonObject()
                        .put("well_id", fleet + "-" + well)
                        .put("timestamp", time.toString())
                        .put("diagnosis", "gas lock")
                        .put("severity", severity)
                        .encode())
                .post("/api/v1/diagnostics")
                .then()
                .statusCode(201);
    }

    private static JsonObject value(@Nullable Double value, @Nullable Instant time) {
        return new JsonObject().put("value", value).put("timestamp", time == null ? null : time.toString());
    }
}
