package io.liftline.query;

import static io.liftline.query.Questions.each;
import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries of newest samples, on the real database.
@QuarkusTest
class LatestResourceTest {

    @Inject
    Tokens tokens;

    private Questions questions;
    private String well;

    @BeforeEach
    void fillAWell() {
        questions = Questions.of(tokens, "*");
        well = Questions.newWell("NEW");
        questions.post(Stream.of(3, 1, 9, 2, 7).map(i -> "%s,%s,%d".formatted(well, minute(i), i)));
    }

    @Test
    void theNewestIsByEventTimeNotByArrival() {
        assertThat(newest()).isEqualTo(9.0);

        questions.post(Stream.of("%s,%s,8".formatted(well, minute(8))));
        assertThat(newest()).isEqualTo(9.0);

        questions.post(Stream.of("%s,%s,10".formatted(well, minute(9).plusNanos(1_000))));
        assertThat(newest()).isEqualTo(10.0);
    }

    @Test
    void anEtagSparesWhatTheClientHas() {
        HttpResponse<byte[]> first = questions.get(latest());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("W/\"");

        HttpResponse<byte[]> same = questions.get(latest(), "If-None-Match", tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).contains(tag);
        assertThat(same.headers().firstValue("Cache-Control")).contains("private, no-cache");

        tokens.as(Role.WRITER)
                .contentType("application/json")
                .body(Map.of("well_id", well, "timestamp", minute(9).toString(), "choke", 50))
                .post("/api/v1/telemetry?on_conflict=update")
                .then()
                .statusCode(200);
        HttpResponse<byte[]> changed = questions.get(latest(), "If-None-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(Questions.text(changed)).getDouble("choke")).isEqualTo(50.0);
        assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    }

    @Test
    void ifNoneMatchIsComparedWeaklyAndTakesLists() {
        String tag = questions.get(latest()).headers().firstValue("ETag").orElseThrow();
        String opaque = tag.substring(2);

        for (String condition : List.of(tag, opaque, "\"other\", " + tag, "\"other\"," + opaque + ",\"one\"", "*")) {
            assertThat(questions.get(latest(), "If-None-Match", condition).statusCode())
                    .as(condition)
                    .isEqualTo(304);
        }
        assertThat(questions
                        .get(latest(), "If-None-Match", "\"other\"", "If-None-Match", opaque)
                        .statusCode())
                .isEqualTo(304);
        for (String condition : List.of("\"other\"", "W/\"other\"", opaque.replace("\"", ""), "")) {
            assertThat(questions.get(latest(), "If-None-Match", condition).statusCode())
                    .as(condition)
                    .isEqualTo(200);
        }
    }

    @Test
    void theTagIsTheSameCompressedOrNot() {
        HttpResponse<byte[]> plain = questions.get(latest());
        HttpResponse<byte[]> packed = questions.get(latest(), "Accept-Encoding", "gzip");

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("ETag"))
                .isEqualTo(plain.headers().firstValue("ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOBODY", "%20x", "a%2Fb", "%C3%9C", "%00", "A%3Bb"})
    void aWellThatIsNotThereIsNotFound(String name) {
        assertThat(questions.problem(404, "/wells/" + name + "/latest").getString("type"))
                .isEqualTo("urn:liftline:problem:not_found");
        assertThat(questions.problem(404, "/wells/" + name + "/telemetry").getString("type"))
                .isEqualTo("urn:liftline:problem:not_found");
    }

    @Test
    void aWellThatTheListDoesNotKnowYetIsFound() throws Exception {
        String other = Questions.newWell("SQL");
        Questions.insert(other, minute(1), 5);

        assertThat(questions.json("/wells/" + other + "/latest").getDouble("pip"))
                .isEqualTo(5.0);
        assertThat(questions.json("/wells/" + other + "/telemetry?from=-1h").getJsonArray("samples"))
                .isEmpty();
        assertThat(each(questions.json("/telemetry/latest?wells=" + other + "," + well), "samples", "pip"))
                .containsExactlyInAnyOrder(5.0, 9.0);
    }

    @Test
    void whenTheNewestSamplesAreDeletedTheOnesBeforeAreNewest() throws Exception {
        assertThat(newest()).isEqualTo(9.0);

        Questions.run("DELETE FROM esp_telemetry WHERE well_id = '%s' AND timestamp > '%s'".formatted(well, minute(5)));
        assertThat(newest()).isEqualTo(3.0);
        assertThat(each(questions.json("/telemetry/latest?wells=" + well), "samples", "pip"))
                .containsExactly(3.0);

        Questions.run("DELETE FROM esp_telemetry WHERE well_id = '%s'".formatted(well));
        questions.problem(404, latest());
        assertThat(questions.json("/telemetry/latest?wells=" + well).getJsonArray("samples"))
                .isEmpty();
    }

    @Test
    void wellsThatFellSilentLongAgoAreFoundBesideThoseThatAreMeasured() {
        String prefix = Questions.newWell("FLT");
        Instant now = Instant.now().minusSeconds(60);
        questions.post(IntStream.range(0, 6)
                .mapToObj(i ->
                        "%s-%d,%s,%d".formatted(prefix, i, i % 2 == 0 ? now : now.minusSeconds(86_400L * 30 * i), i)));

        JsonObject answer = Questions.of(tokens, prefix + "*").json("/telemetry/latest");

        assertThat(each(answer, "samples", "pip")).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
    }

    @Test
    void aFleetOfManyPagesComesWholeAndInOrderInEachFormat() throws Exception {
        String prefix = Questions.newWell("BIG");
        Questions.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip)
                SELECT format('%1$s-%%s', lpad(n::text, 4, '0')), '%2$s', n
                FROM generate_series(0, 1200) AS n;
                SELECT liftline_register_wells('%2$s')""".formatted(prefix, minute(0)));
        Questions fleet = Questions.of(tokens, prefix + "*");
        List<Object> all = IntStream.rangeClosed(0, 1_200)
                .<Object>mapToObj(n -> (double) n)
                .toList();

        assertThat(each(fleet.json("/telemetry/latest"), "samples", "pip")).isEqualTo(all);
        assertThat(fleet.text("/telemetry/latest?format=csv").lines()).hasSize(1_202);
        assertThat(fleet.text("/telemetry/latest", "Accept", "application/x-ndjson")
                        .lines()
                        .map(line -> new JsonObject(line).getDouble("pip")))
                .hasSize(1_201)
                .isSorted();
        String named = "wells=%1$s-0007,NOBODY,%1$s-0003&wells=%1$s-0003".formatted(prefix);
        assertThat(each(fleet.json("/telemetry/latest?" + named), "samples", "pip"))
                .containsExactly(3.0, 7.0);
    }

    @Test
    void nobodysFleetIsEmptyInEachFormat() {
        Questions nobody = Questions.of(tokens, "NOBODY*");

        assertThat(nobody.text("/telemetry/latest")).isEqualTo("{\"samples\":[]}");
        assertThat(nobody.text("/telemetry/latest?format=ndjson")).isEmpty();
        assertThat(nobody.text("/telemetry/latest?format=csv").lines()).hasSize(1);
        assertThat(nobody.text("/telemetry/latest?wells=" + well)).isEqualTo("{\"samples\":[]}");
    }

    private double newest() {
        return questions.json(latest()).getDouble("pip");
    }

    private String latest() {
        return "/wells/" + well + "/latest";
    }
}
