package io.liftline.query;

import static io.liftline.query.Questions.each;
import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Queries of the list of wells, on the real database.
@QuarkusTest
class WellsResourceTest {

    private static final int WELLS = 7;

    @Inject
    Tokens tokens;

    /// Prefix of the well ids of one test.
    private String prefix;

    private Questions questions;

    @BeforeEach
    void fillWells() {
        prefix = Questions.newWell("LST");
        questions = Questions.of(tokens, prefix + "*");
        questions.post(IntStream.range(0, WELLS)
                .boxed()
                .flatMap(well -> Stream.of(5, 2, 9).map(i -> "%s,%s,%d".formatted(name(well), minute(i + well), i))));
    }

    @Test
    void aWellIsThereWithItsTimesAsSoonAsItsSamplesAreAcknowledged() {
        assertThat(questions.json("/wells").getMap())
                .isEqualTo(new JsonObject()
                        .put(
                                "wells",
                                IntStream.range(0, WELLS)
                                        .mapToObj(well -> Map.of(
                                                "well_id",
                                                name(well),
                                                "first",
                                                minute(2 + well).toString(),
                                                "last",
                                                minute(9 + well).toString()))
                                        .toList())
                        .put("next_cursor", null)
                        .getMap());
    }

    @Test
    void earlierAndLaterSamplesMoveTheTimesAtOnce() {
        questions.post(Stream.of("%s,%s,1".formatted(name(0), minute(1)), "%s,%s,1".formatted(name(0), minute(30))));

        JsonObject well = questions.json("/wells?limit=1").getJsonArray("wells").getJsonObject(0);

        assertThat(well.getString("first")).isEqualTo(minute(1).toString());
        assertThat(well.getString("last")).isEqualTo(minute(30).toString());
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "2, 4", "3, 3", "7, 2", "8, 1"})
    void pagesJoinUpWithoutGapOrRepeat(int limit, int pages) {
        List<Object> seen = new ArrayList<>();
        String cursor = "";
        int count = 0;
        do {
            JsonObject page = questions.json("/wells?limit=" + limit + cursor);
            List<Object> names = each(page, "wells", "well_id");
            assertThat(names).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(names);
            count++;
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());

        assertThat(seen)
                .isEqualTo(IntStream.range(0, WELLS).mapToObj(this::name).toList());
        assertThat(count).isEqualTo(pages);
    }

    @Test
    void aPrefixNarrowsTheListAndTheCursorCarriesIt() {
        Questions everyone = Questions.of(tokens, "*");
        JsonObject first = everyone.json("/wells?limit=4&prefix=" + prefix);
        JsonObject second = everyone.json("/wells?limit=4&cursor=" + first.getString("next_cursor"));

        assertThat(each(first, "wells", "well_id")).hasSize(4).startsWith(name(0));
        assertThat(each(second, "wells", "well_id")).containsExactly(name(4), name(5), name(6));
        assertThat(each(everyone.json("/wells?prefix=" + name(3)), "wells", "well_id"))
                .containsExactly(name(3));
        assertThat(each(everyone.json("/wells?prefix=" + prefix.replace('-', '_')), "wells", "well_id"))
                .isEmpty();
        assertThat(everyone.problem(400, "/wells?prefix=X&cursor=" + first.getString("next_cursor"))
                        .getString("detail"))
                .contains("prefix '" + prefix + "'");
    }

    @Test
    void aGrantNarrowsThePagesNotTheirSize() {
        Questions some = Questions.of(tokens, name(1), name(4), name(6));

        JsonObject page = some.json("/wells?limit=2");

        assertThat(each(page, "wells", "well_id")).containsExactly(name(1), name(4));
        assertThat(each(some.json("/wells?cursor=" + page.getString("next_cursor")), "wells", "well_id"))
                .containsExactly(name(6));
    }

    @Test
    void theLastTimeIsTheTruthWhereTheTableIsBehind() throws Exception {
        Questions.run("UPDATE well SET last_at = first_at WHERE well_id ^@ '%s'".formatted(prefix));
        Questions.insert(name(0), minute(60), 1);

        assertThat(each(questions.json("/wells"), "wells", "last"))
                .startsWith(minute(60).toString(), minute(10).toString());
    }

    @Test
    void aWellWhoseSamplesAreGoneStaysWithItsTimes() throws Exception {
        Questions.run("DELETE FROM esp_telemetry WHERE well_id = '%s'".formatted(name(0)));

        JsonObject well = questions.json("/wells?limit=1").getJsonArray("wells").getJsonObject(0);

        assertThat(well.getString("first")).isEqualTo(minute(2).toString());
        assertThat(well.getString("last")).isEqualTo(minute(9).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limit=0          | 422
                    limit=10001      | 422
                    limit=many       | 400
                    cursor=abc       | 400
                    cursor=!         | 400
                    prefix=%00       | 400
                    wells=A          | 400
                    format=csv       | 406""")
    void aQuestionThatCannotBeUnderstoodSaysSo(String query, int status) {
        assertThat(questions.problem(status, "/wells?" + query).getString("detail"))
                .isNotBlank();
    }

    private String name(int well) {
        return prefix + "-" + well;
    }
}
