package io.liftline.query;

import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Queries of the raw samples of several wells, on the real database.
@QuarkusTest
class FleetSamplesResourceTest {

    @Inject
    Tokens tokens;

    private Questions questions;

    /// Three wells with samples at the same times, in bursts with days between them: `well,time`, in order.
    private final List<String> stored = new ArrayList<>();

    private String prefix;
    private String wells;

    @BeforeEach
    void fillWells() {
        questions = Questions.of(tokens, "*");
        prefix = Questions.newWell("FLT");
        wells = "wells=%1$s-a,%1$s-b,%1$s-c".formatted(prefix);
        for (int burst = 0; burst < 3; burst++) {
            for (int i = 0; i < 400; i++) {
                Instant time = minute(burst * 10_000).plusSeconds(i);
                for (String well : List.of("a", "b", "c")) {
                    stored.add(prefix + "-" + well + "," + time);
                }
            }
        }
        List<String> rows =
                new ArrayList<>(stored.stream().map(row -> row + ",1").toList());
        Collections.shuffle(rows, new Random(1));
        questions.post(rows.stream());
        stored.sort(Comparator.comparing((String row) -> Instant.parse(row.split(",", -1)[1]))
                .thenComparing(row -> row.split(",", -1)[0]));
    }

    @ParameterizedTest
    @CsvSource({"asc, 1000", "desc, 1000", "asc, 7", "desc, 3600", "asc, 3599", "desc, 10"})
    void pagesJoinUpToTheWholeRangeInOrderOfTimeAndWell(String order, int limit) {
        int most = limit < 100 ? 60 : stored.size();
        List<String> expected = new ArrayList<>(stored);
        if (order.equals("desc")) {
            Collections.reverse(expected);
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = questions.json(path("&order=" + order + "&limit=" + limit + cursor));
            page.getJsonArray("samples").forEach(sample -> seen.add(text((JsonObject) sample)));
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
            assertThat(cursor.isEmpty() || page.getJsonArray("samples").size() == limit)
                    .isTrue();
        } while (!cursor.isEmpty() && seen.size() < most);

        assertThat(seen).isEqualTo(expected.subList(0, seen.size()));
        assertThat(seen.size()).isGreaterThanOrEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"asc", "desc"})
    void csvStreamsTheWholeRange(String order) {
        List<String> expected =
                new ArrayList<>(stored.stream().map(row -> row + ",1.0").toList());
        if (order.equals("desc")) {
            Collections.reverse(expected);
        }

        List<String> lines = questions
                .text(path("&format=csv&channels=pip&order=" + order))
                .lines()
                .toList();

        assertThat(lines.getFirst()).isEqualTo("well_id,timestamp,pip");
        assertThat(lines.subList(1, lines.size())).isEqualTo(expected);
    }

    @Test
    void aLimitEndsTheStream() {
        assertThat(questions.text(path("&format=ndjson&limit=1500")).lines()).hasSize(1_500);
    }

    @ParameterizedTest
    @CsvSource({
        "order=up, 400, asc or desc", "limit=0, 422, 1 to 10000", "cursor=abc, 400, cursor",
        "cursor=ZjEgQVNDIDUgNCBh, 400, cursor", "well=A, 400, did you mean wells", "to=-1h&from=now, 422, empty"
    })
    void aQuestionThatCannotBeAnsweredSaysWhy(String query, int status, String detail) {
        assertThat(questions.problem(status, "/telemetry?" + query).getString("detail"))
                .contains(detail);
    }

    private String path(String query) {
        return "/telemetry?" + wells + "&from=" + minute(0) + "&to=" + minute(40_000) + query;
    }

    private static String text(JsonObject sample) {
        return sample.getString("well_id") + "," + sample.getString("timestamp");
    }
}
