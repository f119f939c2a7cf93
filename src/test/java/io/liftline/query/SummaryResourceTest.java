package io.liftline.query;

import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Queries of the summary of a range, on the real database.
@QuarkusTest
@TestProfile(SummaryResourceTest.LowScanLimit.class)
class SummaryResourceTest {

    private static final String LIMIT = "1000";

    @Inject
    Tokens tokens;

    public static class LowScanLimit implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("liftline.query.max-scanned-samples", LIMIT);
        }
    }

    @Test
    void aQuestionThatWouldReadTooMuchIsRefusedBeforeItRuns() throws Exception {
        Questions questions = Questions.of(tokens, "*");
        String well = Questions.newWell("SCAN");
        questions.post(IntStream.range(0, 3_000).mapToObj(i -> "%s,%s,%d".formatted(well, minute(i), i)));
        TestDatabase.ofService().run("ANALYZE esp_telemetry");

        String range = "&from=" + minute(0) + "&to=" + minute(3_000);
        JsonObject problem = questions.problem(422, "/telemetry/summary?wells=" + well + range);

        assertThat(problem.getString("detail")).contains("limit of " + LIMIT).contains("shorter range");
        // Other tests have samples of many wells at the first minute, which make the estimate for it larger.
        questions.json("/telemetry/summary?wells=" + well + "&from=" + minute(1_000) + "&to=" + minute(1_030));
    }

    @Test
    void aSummaryOfManyWellsIsOneAnswer() {
        Questions questions = Questions.of(tokens, "*");
        String prefix = Questions.newWell("MANY");
        int wells = 2 * FleetSummary.PAGE + 50;
        questions.post(IntStream.range(0, wells).mapToObj(i -> "%s-%04d,%s,%d".formatted(prefix, i, minute(0), i)));

        JsonObject summary = Questions.of(tokens, prefix + "*")
                .json("/telemetry/summary?channels=pip&from=" + minute(0) + "&to=" + minute(1));

        assertThat(summary.getJsonArray("wells")).hasSize(wells);
        for (int i = 0; i < wells; i++) {
            JsonObject well = summary.getJsonArray("wells").getJsonObject(i);
            assertThat(well.getString("well_id")).isEqualTo("%s-%04d".formatted(prefix, i));
            assertThat(well.getJsonObject("channels").getJsonObject("pip").getDouble("avg"))
                    .isEqualTo(i);
        }
    }

    @Test
    void aSummaryOfAllWellsLeavesOutOtherPeoplesWellsInBetween() {
        String prefix = Questions.newWell("BETWEEN");
        Questions.of(tokens, "*")
                .post(IntStream.range(0, 5).mapToObj(i -> "%s-%d,%s,%d".formatted(prefix, i, minute(0), i)));

        JsonObject summary = Questions.of(tokens, prefix + "-0", prefix + "-2", prefix + "-4*")
                .json("/telemetry/summary?channels=pip&from=" + minute(0) + "&to=" + minute(1));

        assertThat(summary.getJsonArray("wells").stream().map(well -> ((JsonObject) well).getString("well_id")))
                .containsExactly(prefix + "-0", prefix + "-2", prefix + "-4");
    }

    @Test
    void aSummaryThatHasNotChangedIsNotSentAgain() {
        Questions questions = Questions.of(tokens, "*");
        String well = Questions.newWell("TAG");
        questions.post(Stream.of("%s,%s,812".formatted(well, minute(0))));
        String path = "/telemetry/summary?wells=" + well + "&from=" + minute(0) + "&to=" + minute(60);
        String tag = questions.get(path).headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> same = questions.get(path, "If-None-Match", tag);
        questions.post(Stream.of("%s,%s,813".formatted(well, minute(1))));
        HttpResponse<byte[]> changed = questions.get(path, "If-None-Match", tag);

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(tag);
    }

    @Test
    void aSummaryWithoutWellsIsEmpty() {
        JsonObject summary = Questions.of(tokens, "NONE-*").json("/telemetry/summary?from=-1h");

        assertThat(summary.getJsonArray("wells")).isEmpty();
    }

    @Test
    void theSummaryCountsAndAveragesTheRange() {
        Questions questions = Questions.of(tokens, "*");
        String well = Questions.newWell("SUM");
        questions.post(IntStream.range(0, 20).mapToObj(i -> "%s,%s,%d".formatted(well, minute(i), i)));
        String other = well + "-2";
        questions.post(IntStream.range(0, 3).mapToObj(i -> "%s,%s,%d".formatted(other, minute(i), 7)));

        for (String lists : List.of(
                "wells=%s,%s&channels=pip,choke".formatted(other, well),
                "wells=%s&wells=%s&channels=choke&channels=pip".formatted(well, other))) {
            JsonObject summary =
                    questions.json("/telemetry/summary?" + lists + "&from=" + minute(0) + "&to=" + minute(11));

            assertThat(summary.getString("from")).isEqualTo(minute(0).toString());
            assertThat(summary.getString("to")).isEqualTo(minute(11).toString());
            JsonObject first = summary.getJsonArray("wells").getJsonObject(0);
            assertThat(first.getString("well_id")).isEqualTo(well);
            assertThat(first.getInteger("count")).isEqualTo(11);
            assertThat(first.getJsonObject("channels").getJsonObject("pip").getMap())
                    .isEqualTo(Map.of("avg", 5.0, "min", 0.0, "max", 10.0));
            assertThat(first.getJsonObject("channels").getJsonObject("choke").getDouble("max"))
                    .isNull();
            JsonObject second = summary.getJsonArray("wells").getJsonObject(1);
            assertThat(second.getInteger("count")).isEqualTo(3);
            assertThat(second.getJsonObject("channels").getJsonObject("pip").getMap())
                    .isEqualTo(Map.of("avg", 7.0, "min", 7.0, "max", 7.0));
        }
    }
}
