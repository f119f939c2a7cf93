package io.liftline.query;

import static io.liftline.query.Questions.each;
import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Queries of the raw samples of one well, on the real database.
@QuarkusTest
class SamplesResourceTest {

    @Inject
    Tokens tokens;

    private Questions questions;

    /// A well with 2,500 samples, one a minute. `pip` is the index of the sample; every tenth has no
    /// `motor_temp`.
    private String well;

    @BeforeEach
    void fillAWell() {
        questions = Questions.of(tokens, "*");
        well = Questions.newWell("SMP");
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
        List<Object> seen = pages(range(0, 2_500) + "&order=" + order + "&limit=" + limit, limit);

        List<Object> expected = new ArrayList<>(
                IntStream.range(0, 2_500).<Object>mapToObj(i -> (double) i).toList());
        if (order.equals("desc")) {
            Collections.reverse(expected);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"asc, 1", "asc, 3", "desc, 1", "desc, 3"})
    void samplesWithinOneMillisecondAreAllThere(String order, int limit) {
        Instant time = minute(0).minusSeconds(1);
        questions.post(IntStream.range(0, 7).mapToObj(i -> "%s,%s,%d".formatted(well, time.plusNanos(i * 1_000L), i)));

        List<Object> seen = pages("?from=" + time + "&to=" + minute(0) + "&limit=" + limit + "&order=" + order, limit);

        List<Object> expected = new ArrayList<>(
                IntStream.range(0, 7).<Object>mapToObj(i -> (double) i).toList());
        if (order.equals("desc")) {
            Collections.reverse(expected);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void theRangeIsHalfOpenToTheMicrosecond() {
        Instant time = minute(0).minusSeconds(1);
        questions.post(IntStream.range(0, 3).mapToObj(i -> "%s,%s,%d".formatted(well, time.plusNanos(i * 1_000L), i)));

        assertThat(each(questions.json(telemetry(range(10, 13))), "samples", "pip"))
                .containsExactly(10.0, 11.0, 12.0);
        assertThat(each(
                        questions.json(telemetry("?from=" + time.plusNanos(1_000) + "&to=" + time.plusNanos(2_000))),
                        "samples",
                        "pip"))
                .containsExactly(1.0);
    }

    @Test
    void whatWasNotMeasuredIsNullInJsonAndEmptyInCsv() {
        String question = telemetry(range(10, 12) + "&channels=motor_temp,pip");

        JsonObject json = questions.json(question);
        String csv = questions.text(question, "Accept", "text/csv");
        String ndjson = questions.text(question, "Accept", "application/x-ndjson");

        assertThat(json.getJsonArray("samples").getJsonObject(0).getMap())
                .containsEntry("motor_temp", null)
                .hasSize(4);
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
    void aDoubleIsReadBackAsTheSameDouble() {
        for (String value : List.of("0.1", "1.0E-5", "12345.678901234567", "4.9E-324", "19999.999999999996")) {
            String other = Questions.newWell("DBL");
            questions.post(Stream.of("%s,%s,%s".formatted(other, minute(0), value)));
            String question = "/wells/" + other + "/telemetry" + range(0, 1) + "&channels=pip";

            assertThat(questions.text(question)).contains("\"pip\":" + value + "}");
            assertThat(questions.text(question + "&format=csv")).endsWith("," + value + "\n");
            assertThat(questions.text(question + "&format=ndjson")).endsWith("\"pip\":" + value + "}\n");
        }
    }

    @Test
    void streamsGiveTheWholeRangeAcrossPagesAndCanBePostedBackUnchanged() {
        String csv = questions.text(telemetry(range(0, 2_500) + "&channels=pip,motor_temp"), "Accept", "text/csv");
        String ndjson = questions.text(telemetry(range(0, 2_500) + "&order=desc&channels=pip&format=ndjson"));

        assertThat(csv.lines()).hasSize(2_501).doesNotHaveDuplicates();
        assertThat(ndjson.lines()).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(ndjson.lines().findFirst().orElseThrow()).contains("\"pip\":2499.0");
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/telemetry?on_conflict=update")
                .then()
                .statusCode(200)
                .body("duplicates", Matchers.equalTo(2_500));
    }

    @ParameterizedTest
    @CsvSource({"1700, 1700", "1000, 1000", "2000, 2000", "2500, 2500", "9999, 2500"})
    void aStreamStopsAtItsLimit(int limit, int samples) {
        assertThat(questions
                        .text(telemetry(range(0, 2_500) + "&limit=" + limit), "Accept", "text/csv")
                        .lines())
                .hasSize(samples + 1);
    }

    @Test
    void anEmptyRangeIsAnEmptyAnswerOfEachFormat() {
        String question = telemetry("?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z&channels=pip");

        assertThat(questions.json(question).getMap())
                .isEqualTo(new JsonObject("{\"samples\": [], \"next_cursor\": null, \"sources\": [\"esp_telemetry\"]}")
                        .getMap());
        assertThat(questions.text(question + "&format=csv")).isEqualTo("well_id,timestamp,pip\n");
        assertThat(questions.text(question + "&format=ndjson")).isEmpty();
    }

    @Test
    void channelsMayBeCommaSeparatedRepeatedOrBoth() {
        for (String channels : List.of(
                "channels=pip,motor_temp,choke",
                "channels=pip&channels=motor_temp&channels=choke",
                "channels=pip,motor_temp&channels=choke",
                "channels=pip,,motor_temp,&channels=choke",
                "channels=pip%2C%20motor_temp&channels=choke&channels=pip")) {
            assertThat(questions
                            .json(telemetry(range(11, 12) + "&" + channels))
                            .getJsonArray("samples")
                            .getJsonObject(0)
                            .getMap())
                    .as(channels)
                    .containsOnlyKeys("well_id", "timestamp", "pip", "motor_temp", "choke");
        }
    }

    @Test
    void lookBacksOffsetsAndUnixTimesAreTimesToo() {
        Instant now = Instant.now();
        questions.post(Stream.of("%s,%s,7".formatted(well, now.minusSeconds(60))));

        Map.of(
                        "?from=-2m&to=now", List.of(7.0),
                        "?from=now-2m", List.of(7.0),
                        "", List.of(7.0),
                        "?from=-30s", List.of(),
                        "?from=2025-03-01T03:00:00%2B03:00&to=2025-03-01T03:02:00+03:00", List.of(0.0, 1.0),
                        "?from=1740787200&to=1740787320", List.of(0.0, 1.0),
                        "?from=1740787200000&to=1740787320000", List.of(0.0, 1.0),
                        "?from=-999999w&to=2025-03-01T00:01:00Z", List.of(0.0))
                .forEach((range, values) -> assertThat(each(questions.json(telemetry(range)), "samples", "pip"))
                        .as(range)
                        .isEqualTo(values));
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
                    limit=0&format=csv                                    | 422
                    order=up                                              | 400
                    channels=presure                                      | 422
                    channels=pip,presure                                  | 422
                    cursor=abc                                            | 400
                    cursor=MSBBU0MgNSA1                                   | 400
                    from=-99999999h                                       | 400
                    form=-7d                                              | 400
                    start=-7d                                             | 400
                    from=-7d&from=-8d                                     | 400
                    bucket=PT1H                                           | 400""")
    void aQuestionThatCannotBeUnderstoodSaysSo(String query, int status) {
        JsonObject problem = questions.problem(status, telemetry("?" + query), "Accept", "application/json");

        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).isNotBlank();
    }

    @Test
    void aCursorKeepsToItsOrder() {
        String cursor =
                questions.json(telemetry(range(0, 9) + "&limit=3&order=desc")).getString("next_cursor");

        assertThat(questions
                        .problem(400, telemetry("?limit=3&order=asc&cursor=" + cursor))
                        .getString("detail"))
                .contains("order desc");
        assertThat(each(questions.json(telemetry("?limit=3&cursor=" + cursor)), "samples", "pip"))
                .containsExactly(5.0, 4.0, 3.0);
    }

    private List<Object> pages(String query, int limit) {
        List<Object> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = questions.json(telemetry(query + cursor));
            List<Object> values = each(page, "samples", "pip");
            assertThat(values).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(values);
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());
        return seen;
    }

    private String telemetry(String query) {
        return "/wells/" + well + "/telemetry" + query;
    }

    private static String range(int from, int to) {
        return "?from=" + minute(from) + "&to=" + minute(to);
    }
}
