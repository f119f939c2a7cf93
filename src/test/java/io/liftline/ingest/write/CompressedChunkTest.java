package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agroal.api.AgroalDataSource;
import io.liftline.fixtures.Await;
import io.liftline.ingest.StoredRows;
import io.liftline.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Late rows in a compressed chunk. TimescaleDB's issues 5448, 6804 and 7672 report missed conflicts and lost
/// rows there.
@QuarkusTest
class CompressedChunkTest {

    private static final String WELL = "LATE-1";
    private static final String OTHER = "LATE-2";

    @Inject
    CopyWriter copy;

    @Inject
    ConflictWriter conflicts;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private StoredRows stored;
    private GroupCommitQueue queue;

    @BeforeEach
    void compressedChunk() throws Exception {
        stored = new StoredRows(owner);
        assumeTrue(
                stored.text("SHOW timescaledb.license").equals("timescale"),
                "the apache edition has no compression, nothing to test");
        WriteMetrics metrics = new WriteMetrics(new SimpleMeterRegistry());
        queue = new GroupCommitQueue(
                new GroupWriter(copy, conflicts, metrics, Traces.off(), _ -> {}), Batches.LIMITS, 1, metrics);
        stored.run("TRUNCATE esp_telemetry");
        written(Batches.rows(WELL, 1.5, IntStream.range(0, 3_000).filter(second -> second % 3 != 0)));
        written(Batches.rows(OTHER, 1.5, IntStream.range(0, 100)));
        if (stored.number("SELECT count(*) FROM timescaledb_information.hypertables"
                        + " WHERE hypertable_name = 'esp_telemetry' AND compression_enabled")
                == 0) {
            stored.run("ALTER TABLE esp_telemetry SET (timescaledb.compress,"
                    + " timescaledb.compress_segmentby = 'well_id', timescaledb.compress_orderby = 'timestamp DESC')");
        }
        stored.run("SELECT compress_chunk(chunk) FROM show_chunks('esp_telemetry') AS chunk");
        assertThat(compressedChunks()).isEqualTo(1);
    }

    @AfterEach
    void decompress() throws Exception {
        stored.run("TRUNCATE esp_telemetry");
    }

    @Test
    void aReplayChangesNothingAndDecompressesNothing() throws Exception {
        WriteCounts again =
                written(Batches.rows(WELL, 1.5, IntStream.range(0, 3_000).filter(second -> second % 3 != 0)));
        WriteCounts others = written(Batches.rows(
                OnConflict.MERGE, WELL, "pip", 7.5, IntStream.range(0, 3_000).filter(second -> second % 3 != 0)));

        assertThat(again).isEqualTo(Batches.counts(0, 0, 2_000));
        assertThat(Batches.words(others)).isEqualTo("inserted 0, updated 0, duplicates 0, conflicts 2000");
        assertThat(stored.count("LATE")).isEqualTo(2_100);
        assertThat(stored.sum("LATE", "pip")).isEqualTo(3_150);
        assertUncompressedRows(0);
    }

    @Test
    void lateRowsFillTheGapsWithoutALossOrADoubleAndDecompressNothing() throws Exception {
        WriteCounts late = written(Batches.rows(WELL, 2.5, IntStream.range(0, 3_000)));

        assertThat(Batches.words(late)).isEqualTo("inserted 1000, updated 0, duplicates 0, conflicts 2000");
        assertThat(stored.count(WELL)).isEqualTo(3_000);
        assertThat(stored.sum(WELL, "pip")).isEqualTo(2_000 * 1.5 + 1_000 * 2.5);
        assertThat(doubled()).isZero();
        assertUncompressedRows(1_000);
    }

    @Test
    void freshRowsGoByCopyAndSoDoesTheirReplayInVain() throws Exception {
        assertThat(written(Batches.rows(WELL, 3_000, 500))).isEqualTo(Batches.counts(500, 0, 0));
        assertThat(written(Batches.rows(WELL, 2_900, 700))).isEqualTo(Batches.counts(100 + 33, 0, 567));

        assertThat(doubled()).isZero();
        assertThat(stored.count(WELL)).isEqualTo(2_000 + 500 + 133);
    }

    @Test
    void requestsOfOneCommitAreCountedApart() throws Exception {
        List<CompletableFuture<WriteCounts>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            queue.add(Batches.rows("LATE-3", 0, 1));
            Await.until("no batch waits for a writer", () -> queue.waiting() == 0);
            answers.add(queue.add(Batches.rows(WELL, 0, 30)));
            answers.add(queue.add(Batches.rows(OTHER, 90, 30)));
            answers.add(queue.add(Batches.rows(WELL, 15, 30)));
        }

        assertThat(answers.get(0).get(20, TimeUnit.SECONDS)).isEqualTo(Batches.counts(10, 0, 20));
        assertThat(answers.get(1).get(20, TimeUnit.SECONDS)).isEqualTo(Batches.counts(20, 0, 10));
        assertThat(answers.get(2).get(20, TimeUnit.SECONDS)).isEqualTo(Batches.counts(5, 0, 25));
        assertThat(doubled()).isZero();
    }

    @Test
    void anUpdateChangesOnlyWhatDiffersAndDecompressesOnlyItsBatch() throws Exception {
        IntStream few = IntStream.range(0, 30);
        WriteCounts first = written(Batches.rows(OnConflict.UPDATE, WELL, "pip", 9.5, few));
        WriteCounts second = written(Batches.rows(OnConflict.UPDATE, WELL, "pip", 9.5, IntStream.range(0, 30)));

        assertThat(first).isEqualTo(Batches.counts(10, 20, 0));
        assertThat(second).isEqualTo(Batches.counts(0, 0, 30));
        assertThat(stored.sum(WELL, "pip")).isEqualTo(1_980 * 1.5 + 30 * 9.5);
        assertThat(doubled()).isZero();
        assertUncompressedRows(1_000 + 10);
    }

    @Test
    void channelsAreFilledIntoCompressedRows() throws Exception {
        WriteCounts filled = written(Batches.rows(OnConflict.MERGE, WELL, "choke", 40, IntStream.range(0, 10)));

        assertThat(filled).isEqualTo(Batches.counts(4, 6, 0));
        assertThat(stored.sum(WELL, "choke")).isEqualTo(400);
        assertThat(stored.sum(WELL, "pip")).isEqualTo(3_000);
        assertThat(doubled()).isZero();
    }

    @Test
    void aFewRowsFarApartAreComparedOneByOne() throws Exception {
        WriteCounts few = written(Batches.rows(OnConflict.UPDATE, WELL, "pip", 1.5, IntStream.of(1, 1_000, 2_999)));

        assertThat(few).isEqualTo(Batches.counts(0, 0, 3));
        assertUncompressedRows(0);
    }

    @Test
    void groupsOfAnyRulesLeaveTheRowsAndReceiptsOfTheModel() throws Exception {
        for (int seed = 0; seed < 10; seed++) {
            String prefix = "RANDOM-" + seed + "-";
            RandomRequests random = new RandomRequests(seed, prefix, 12);
            ModelTable model = new ModelTable();
            for (int commit = 0; commit < 8; commit++) {
                ModelTable.Request request = random.request();

                String receipt = Batches.words(written(request.batch()));

                assertThat(receipt).as("seed %d, commit %d", seed, commit).isEqualTo(model.apply(request));
                assertThat(ModelTable.stored(owner, prefix))
                        .as("seed %d, commit %d", seed, commit)
                        .isEqualTo(model.rows());
                stored.run("SELECT compress_chunk(chunk) FROM show_chunks('esp_telemetry') AS chunk");
            }
        }
    }

    /// Each batch holds at most 1,000 rows, and TimescaleDB's default limit aborts a transaction that
    /// decompresses 101 of them.
    @Test
    void anUpdateMayTouchMoreBatchesThanTimescaleAllowsByDefault() throws Exception {
        stored.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip)
                SELECT 'FLEET-' || well, TIMESTAMPTZ '2025-11-20 12:00Z' + n * INTERVAL '1 s', 1.5
                FROM generate_series(1, 120) AS well, generate_series(0, 999) AS n""");
        stored.run("SELECT compress_chunk(chunk) FROM show_chunks('esp_telemetry') AS chunk");
        StringBuilder one = new StringBuilder();
        for (int fleet = 1; fleet <= 120; fleet++) {
            one.append(Batches.sample("FLEET-" + fleet, 12 * 60 * 60 + 500, "\"pip\":2.5"));
        }

        WriteCounts updated = written(Batches.of(OnConflict.UPDATE, one.toString()));

        assertThat(updated).isEqualTo(Batches.counts(0, 120, 0));
        assertThat(stored.sum("FLEET", "pip")).isEqualTo(120 * (1_000 * 1.5 + 1));
    }

    /// The conflict path never takes a weaker lock on a chunk before a stronger one, which would deadlock with
    /// compression.
    @Test
    void rowsThatArriveWhileTheirChunkIsBeingCompressedAreWrittenAfterwards() throws Exception {
        written(Batches.rows(OnConflict.MERGE, WELL, "choke", 40, IntStream.of(1)));
        CompletableFuture<WriteCounts> merged;
        try (Connection other = owner.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT compress_chunk(chunk) FROM show_chunks('esp_telemetry') AS chunk");
            merged = queue.add(Batches.rows(OnConflict.MERGE, WELL, "gor", 300, IntStream.range(0, 30)));
            Await.pause(Duration.ofMillis(200));
            assertThat(merged).isNotDone();
            other.commit();
            other.setAutoCommit(true);
        }

        assertThat(merged.get(20, TimeUnit.SECONDS)).isEqualTo(Batches.counts(10, 20, 0));
        assertThat(stored.sum(WELL, "gor")).isEqualTo(9_000);
        assertThat(doubled()).isZero();
    }

    private WriteCounts written(ColumnBatch batch) throws Exception {
        return queue.add(batch).get(20, TimeUnit.SECONDS);
    }

    private long doubled() throws Exception {
        return stored.number("SELECT count(*) FROM (SELECT FROM esp_telemetry GROUP BY well_id, timestamp"
                + " HAVING count(*) > 1) AS doubled");
    }

    private long compressedChunks() throws Exception {
        return stored.number("SELECT count(*) FROM timescaledb_information.chunks"
                + " WHERE hypertable_name = 'esp_telemetry' AND is_compressed");
    }

    /// Asserts that at most so many rows are in the row store of the chunk. With a second unique key, every
    /// late row would decompress batches.
    private void assertUncompressedRows(long most) throws Exception {
        if (stored.number("SELECT count(*) FROM pg_index WHERE indrelid = 'esp_telemetry'::regclass AND indisunique")
                == 1) {
            assertThat(stored.number("SELECT count(*) FROM ONLY "
                            + stored.text("SELECT chunk FROM show_chunks('esp_telemetry') AS chunk LIMIT 1")))
                    .isLessThanOrEqualTo(most);
        }
    }
}
