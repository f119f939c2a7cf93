package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The outcome of rows that are stored already, in the real table.
@QuarkusTest
class ConflictWriterTest extends StoredConflicts {

    private static final int RUNS = 60;

    @Test
    void groupsOfAnyRulesLeaveTheRowsAndReceiptsOfTheModel() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            String prefix = well + seed + "-";
            RandomRequests random = new RandomRequests(seed, prefix, 12);
            ModelTable model = new ModelTable();
            for (int commit = 0; commit < 4; commit++) {
                List<ModelTable.Request> requests = random.some(4);

                List<String> receipts = written(
                                requests.stream().map(ModelTable.Request::batch).toList())
                        .stream()
                        .map(Batches::words)
                        .toList();

                assertThat(receipts)
                        .as("seed %d, commit %d", seed, commit)
                        .isEqualTo(requests.stream().map(model::apply).toList());
                assertThat(ModelTable.stored(owner, prefix))
                        .as("seed %d, commit %d", seed, commit)
                        .isEqualTo(model.rows());
            }
        }
    }

    @Test
    void samplesThatAreSentAgainAreOnlyLookedUpAfterAGroupThatChangedNothing() throws Exception {
        int[] sent = {0, 1, 2, 90_000, 400_000};
        assertThat(sentAgain(OnConflict.MERGE, 1.5, sent))
                .isEqualTo("inserted 5, updated 0, duplicates 0, conflicts 0");
        assertThat(sentAgain(OnConflict.MERGE, 1.5, sent))
                .isEqualTo("inserted 0, updated 0, duplicates 5, conflicts 0");
        stored.run("""
                CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'a write was tried';
                END $$;
                CREATE TRIGGER refuse_write BEFORE INSERT ON esp_telemetry
                FOR EACH ROW EXECUTE FUNCTION refuse_write()""");
        try {
            for (OnConflict rule : OnConflict.values()) {
                assertThat(sentAgain(rule, 1.5, sent)).isEqualTo("inserted 0, updated 0, duplicates 5, conflicts 0");
            }
        } finally {
            stored.run("DROP FUNCTION refuse_write CASCADE");
        }
        assertThat(sentAgain(OnConflict.MERGE, 1.5, 0, 1, 3))
                .isEqualTo("inserted 1, updated 0, duplicates 2, conflicts 0");
        assertThat(sentAgain(OnConflict.MERGE, 1.5, sent))
                .isEqualTo("inserted 0, updated 0, duplicates 5, conflicts 0");
        assertThat(sentAgain(OnConflict.MERGE, 2, 0)).isEqualTo("inserted 0, updated 0, duplicates 0, conflicts 1");
        assertThat(stored.sum(well, "pip")).isEqualTo(6 * 1.5);
    }

    private String sentAgain(OnConflict rule, double pip, int... seconds) throws SQLException {
        ColumnBatch batch = Batches.rows(rule, well, "pip", pip, IntStream.of(seconds));
        return Batches.words(
                conflicts.write(new CommitGroup(List.of(batch)), new CopyRows()).of(0));
    }

    @ParameterizedTest
    @EnumSource
    void sparseAndDenseRowsOverManyDaysAreComparedAlike(OnConflict rule) throws Exception {
        int day = 24 * 60 * 60;
        IntStream seconds = IntStream.range(0, 40).map(i -> i * day / 2 + i % 5);
        written(List.of(
                Batches.rows(OnConflict.MERGE, well, "pip", 1.5, seconds),
                Batches.rows(OnConflict.MERGE, well, "pip", 1.5, IntStream.range(100, 1_100))));

        WriteCounts same = written(Batches.rows(
                rule, well, "pip", 1.5, IntStream.concat(IntStream.range(100, 1_100), IntStream.of(day / 2 + 1))));
        WriteCounts others = written(Batches.rows(
                rule, well, "pip", 2.5, IntStream.concat(IntStream.range(1_090, 1_110), IntStream.of(day / 2 + 1))));

        assertThat(same).isEqualTo(Batches.counts(0, 0, 1_001));
        assertThat(Batches.words(others))
                .isEqualTo(
                        rule == OnConflict.UPDATE
                                ? "inserted 10, updated 11, duplicates 0, conflicts 0"
                                : "inserted 10, updated 0, duplicates 0, conflicts 11");
        assertThat(stored.sum(well, "pip"))
                .isEqualTo(rule == OnConflict.UPDATE ? 1_029 * 1.5 + 21 * 2.5 : 1_040 * 1.5 + 10 * 2.5);
    }

    @Test
    void anUpdateFillsAChannelThatHadNoValueAndOneOfAllChannelsKeepsNone() throws Exception {
        written(Batches.rows(OnConflict.UPDATE, well, "pip", 1.5, IntStream.range(0, 3)));

        WriteCounts filled = written(Batches.rows(OnConflict.UPDATE, well, "choke", 40, IntStream.range(0, 3)));

        assertThat(filled).isEqualTo(Batches.counts(0, 3, 0));
        assertThat(stored.sum(well, "choke")).isEqualTo(120);
        assertThat(stored.sum(well, "pip")).isEqualTo(4.5);
        StringBuilder all = new StringBuilder("\"flow_rate\":1.25");
        Channel.ALL.stream().skip(1).forEach(channel -> all.append(",\"%s\":1.25".formatted(channel.column())));
        assertThat(written(Batches.of(OnConflict.UPDATE, Batches.sample(well, 1, all.toString()))))
                .isEqualTo(Batches.counts(0, 1, 0));
        for (Channel channel : Channel.ALL) {
            assertThat(stored.number("SELECT count(*) FROM esp_telemetry WHERE %s = 1.25 AND well_id = '%s'"
                            .formatted(channel.column(), well)))
                    .as(channel.column())
                    .isEqualTo(1);
        }
    }

    @Test
    void moreRowsThanOneSliceAreOverwritten() throws Exception {
        written(Batches.rows(OnConflict.UPDATE, well, "pip", 1.5, IntStream.range(0, 25_000)));

        WriteCounts updated = written(Batches.rows(OnConflict.UPDATE, well, "pip", 2.5, IntStream.range(0, 25_000)));

        assertThat(updated).isEqualTo(Batches.counts(0, 25_000, 0));
        assertThat(stored.sum(well, "pip")).isEqualTo(25_000 * 2.5);
    }

    @Test
    void moreRowsThanOneSliceAreFilledIn() throws Exception {
        written(Batches.rows(OnConflict.MERGE, well, "pip", 1.5, IntStream.range(0, 25_000)));

        WriteCounts filled = written(Batches.rows(OnConflict.MERGE, well, "choke", 40, IntStream.range(0, 25_000)));

        assertThat(filled).isEqualTo(Batches.counts(0, 25_000, 0));
        assertThat(stored.sum(well, "choke")).isEqualTo(25_000 * 40);
        assertThat(stored.sum(well, "pip")).isEqualTo(25_000 * 1.5);
    }
}
