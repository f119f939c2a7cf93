package io.liftline.query;

import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Queries of series, on the real database. [SeriesReferenceTest] compares answers to random questions.
@QuarkusTest
class SeriesResourceTest {

    @Inject
    Tokens tokens;

    private Questions questions;

    /// A well with a sample each minute of two hours, in which `pip` is the index, and one at 05:00.
    private String well;

    @BeforeEach
    void fillAWell() {
        questions = Questions.of(tokens, "*");
        well = Questions.newWell("SRS");
        questions.post(Stream.concat(
                IntStream.range(0, 120).mapToObj(i -> "%s,%s,%d".formatted(well, minute(i), i)),
                Stream.of("%s,%s,1000".formatted(well, minute(300)))));
    }

    @Test
    void aSeriesIsColumnsOnOneAxis() {
        JsonObject answer = questions.json(
                series("&to=" + minute(360) + "&bucket=PT1H&channels=pip,choke&aggregates=avg,max,count"));

        // the hours without samples come from the rollups, if those are complete
        assertThat(String.valueOf(answer.remove("source"))).isIn("esp_telemetry", "esp_telemetry_1h,esp_telemetry");
        assertThat(answer).isEqualTo(new JsonObject("""
                        {"well_id": "%s", "from": "2025-03-01T00:00:00Z", "to": "2025-03-01T06:00:00Z",
                         "bucket": "PT1H",
                         "time": ["2025-03-01T00:00:00Z", "2025-03-01T01:00:00Z", "2025-03-01T05:00:00Z"],
                         "series": {"pip": {"avg": [29.5, 89.5, 1000.0], "max": [59.0, 119.0, 1000.0],
                                            "count": [60, 60, 1]},
                                    "choke": {"avg": [null, null, null], "max": [null, null, null],
                                              "count": [0, 0, 0]}}}""".formatted(well)));
    }

    @Test
    void aSeriesThatHasNotChangedIsNotSentAgain() {
        for (String question : List.of(
                series("&to=" + minute(60)),
                "/telemetry/series?wells=" + well + "&from=" + minute(0) + "&to=" + minute(60))) {
            String tag = questions.get(question).headers().firstValue("ETag").orElseThrow();

            assertThat(questions.get(question, "If-None-Match", tag).statusCode())
                    .isEqualTo(304);
            questions.post(Stream.of("%s,%s,7".formatted(well, minute(30).plusSeconds(question.length()))));
            assertThat(questions.get(question, "If-None-Match", tag).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null     | [29.5, 89.5, null, null, null, 1000.0]
            previous | [29.5, 89.5, 89.5, 89.5, 89.5, 1000.0]
            linear   | [29.5, 89.5, 317.125, 544.75, 772.375, 1000.0]""")
    void gapsAreFilledAsAsked(String fill, String expected) {
        JsonObject answer = questions.json(series("&to=" + minute(360) + "&bucket=PT1H&channels=pip&fill=" + fill));

        assertThat(answer.getJsonArray("time")).hasSize(6);
        assertThat(column(answer, "avg")).isEqualTo(new JsonArray(expected));
    }

    @Test
    void theTimeWeightedAverageCarriesTheValueFromBeforeTheRange() {
        JsonObject answer = questions.json("/wells/%s/series?from=%s&to=%s&bucket=PT1H&channels=pip&aggregates=twa"
                .formatted(well, minute(270), minute(330)));

        // 119 for half an hour, then 1000 for the other half, in buckets that the range cuts
        assertThat(answer.getJsonArray("time").getList())
                .isEqualTo(List.of(minute(300).toString()));
        assertThat(column(answer, "twa")).isEqualTo(new JsonArray("[1000.0]"));

        JsonObject whole = questions.json("/wells/%s/series?from=%s&to=%s&bucket=P1D&channels=pip&aggregates=twa"
                .formatted(well, minute(270), minute(330)));
        assertThat(column(whole, "twa")).isEqualTo(new JsonArray("[559.5]"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT2H, 500, PT30S",
        "PT2H, 120, PT1M",
        "PT2H, 119, PT5M",
        "PT8H20M, 500, PT1M",
        "P1D, 500, PT5M",
        "P30D, 500, PT3H",
        "P365D, 500, P1D",
        "P3650D, 600, P7D",
        "PT1S, 500, PT1S"
    })
    void autoTakesTheSmallestWidthThatIsNotTooMany(String range, int maxPoints, String bucket) {
        Duration length = Duration.parse(range);

        JsonObject answer = questions.json(
                series("&to=" + Questions.START.plus(length) + "&max_points=" + maxPoints + "&fill=null&channels=pip"));

        assertThat(answer.getString("bucket")).isEqualTo(bucket);
        assertThat(answer.getJsonArray("time")).hasSizeLessThanOrEqualTo(maxPoints);
    }

    @Test
    void daysOfDaylightSavingHaveTheirOwnLength() {
        String other = Questions.newWell("SRD");
        Instant first = Instant.parse("2025-03-28T23:00:00Z");
        questions.post(IntStream.range(0, 72).mapToObj(i -> "%s,%s,1".formatted(other, first.plusSeconds(3_600L * i))));

        JsonObject answer = questions.json(
                ("/wells/%s/series?from=2025-03-28T23:00:00Z&to=2025-03-31T22:00:00Z&bucket=P1D&channels=pip"
                                + "&aggregates=count&tz=Europe/Berlin")
                        .formatted(other));

        assertThat(answer.getJsonArray("time").getList())
                .isEqualTo(List.of("2025-03-28T23:00:00Z", "2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z"));
        assertThat(column(answer, "count")).isEqualTo(new JsonArray("[24, 23, 24]"));
    }

    @Test
    void severalWellsShareTheAxis() {
        String other = well + "-2";
        questions.post(Stream.of("%s,%s,7".formatted(other, minute(60))));

        JsonObject answer = questions.json("/telemetry/series?wells=%s,%s,NOSUCH&from=%s&to=%s&bucket=PT1H&channels=pip"
                .formatted(other, well, minute(0), minute(120)));

        assertThat(answer.getJsonArray("time")).hasSize(2);
        assertThat(Questions.each(answer, "wells", "well_id")).isEqualTo(List.of(well, other));
        assertThat(Questions.each(answer, "wells", "series"))
                .isEqualTo(List.of(
                        new JsonObject("{\"pip\": {\"avg\": [29.5, 89.5]}}"),
                        new JsonObject("{\"pip\": {\"avg\": [null, 7.0]}}")));
    }

    @Test
    void lttbSelectsSamplesOfEachChannel() {
        JsonObject answer =
                questions.json(series("&to=" + minute(360) + "&aggregates=lttb&max_points=5&channels=pip,choke"));

        assertThat(answer.getString("source")).isEqualTo("esp_telemetry");
        JsonObject pip = answer.getJsonObject("series").getJsonObject("pip");
        assertThat(pip.getJsonArray("time")).hasSize(5);
        assertThat(pip.getJsonArray("time").getString(0)).isEqualTo(minute(0).toString());
        assertThat(pip.getJsonArray("time").getString(4)).isEqualTo(minute(300).toString());
        assertThat(pip.getJsonArray("lttb").getDouble(4)).isEqualTo(1000.0);
        for (int i = 0; i < 4; i++) {
            int value = pip.getJsonArray("lttb").getDouble(i).intValue();
            assertThat(pip.getJsonArray("time").getString(i))
                    .isEqualTo(minute(value).toString());
        }
        assertThat(answer.getJsonObject("series").getJsonObject("choke"))
                .isEqualTo(new JsonObject("{\"time\": [], \"lttb\": []}"));
    }

    @Test
    void aWellWithoutSamplesInTheRangeHasAnEmptySeries() {
        JsonObject answer = questions.json(
                "/wells/%s/series?from=2024-01-01T00:00:00Z&to=2024-01-01T02:00:00Z&bucket=PT1H&channels=pip"
                        .formatted(well));

        assertThat(answer.getJsonArray("time")).isEmpty();
        assertThat(column(answer, "avg")).isEmpty();
        assertThat(questions.problem(404, "/wells/" + well + "x/series").getString("type"))
                .isEqualTo("urn:liftline:problem:not_found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bucket=1h                                | 400 | ISO 8601
            bucket=PT1H30                            | 400 | ISO 8601
            bucket=PT0S                              | 422 | PT0.001S
            bucket=P0D                               | 422 | PT0.001S
            bucket=-PT1H                             | 422 | PT0.001S
            bucket=P1DT1H                            | 422 | either
            bucket=P1M1D                             | 422 | either
            bucket=P999999D                          | 422 | P100000D
            bucket=P99999999999D                     | 400 | ISO 8601
            bucket=PT0.001S                          | 422 | more than 10000 buckets
            bucket=PT1M&max_points=10                | 422 | more than 10 buckets
            max_points=0                             | 422 | 1 to 10000
            max_points=10001                         | 422 | 1 to 10000
            max_points=many                          | 400 | whole number
            from=1900-01-01T00:00:00Z&max_points=9   | 422 | more than 9 buckets
            bucket=PT1S&to=2025-03-01T02:00:00Z&aggregates=avg,min,max | 422 | more than 200000 values
            aggregates=median                        | 400 | avg, min, max, count, sum, first, last, stddev, twa
            aggregates=lttb,avg                      | 422 | cannot be combined
            aggregates=lttb&bucket=PT1H              | 422 | cannot be combined
            aggregates=lttb&max_points=2             | 422 | 3 to 10000
            fill=zero                                | 400 | none, null, previous, linear
            tz=Mars/Olympus                          | 400 | Asia/Riyadh
            channels=presure                         | 422 | presure
            buckets=PT1H                             | 400 | did you mean bucket
            bucket=PT1H&bucket=PT2H                  | 400 | once
            format=csv                               | 406 | json""")
    void aQuestionThatCannotBeAnsweredSaysWhy(String query, int status, String detail) {
        String range = query.contains("from=") ? "" : "from=2025-03-01T00:00:00Z&";
        String end = query.contains("to=") ? "" : "to=2025-03-02T00:00:00Z&";

        assertThat(questions
                        .problem(status, "/wells/" + well + "/series?" + range + end + query)
                        .getString("detail"))
                .contains(detail);
    }

    private String series(String query) {
        return "/wells/" + well + "/series?from=" + minute(0) + query;
    }

    private static JsonArray column(JsonObject answer, String aggregate) {
        return answer.getJsonObject("series").getJsonObject("pip").getJsonArray(aggregate);
    }
}
