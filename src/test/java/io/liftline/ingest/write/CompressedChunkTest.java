package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agroal.api.AgroalDataSource;
import io.liftline.ingest.StoredRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Late rows into a compressed chunk: TimescaleDB's issues 5448, 6804 and 7672 are about conflicts missed
/// or rows lost there.
@QuarkusTest
class CompressedChunkTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String WELL = "LATE-1";
    private static final String OTHER = "LATE-2";

    @Inject
    CopyWriter copy;

    @Inject
    ConflictWriter unnest;

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
                new GroupWriter(copy, unnest, DEADLINE, metrics, _ -> {}), Batches.LIMITS, 1, metrics);
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
    void aReplayChangesNothing() throws Exception {
        WriteCounts again =
                written(Batches.rows(WELL, 7.5, IntStream.range(0, 3_000).filter(second -> second % 3 != 0)));

        assertThat(again).isEqualTo(new WriteCounts(0, 0));
        assertThat(stored.count("LATE")).isEqualTo(2_100);
        assertThat(stored.sum("LATE", "pip")).isEqualTo(3_150);
    }

    @Test
    void lateRowsFillTheGapsWithoutALossOrADouble() throws Exception {
        WriteCounts late = written(Batches.rows(WELL, 2.5, IntStream.range(0, 3_000)));

        assertThat(late).isEqualTo(new WriteCounts(1_000, 0));
        assertThat(stored.count(WELL)).isEqualTo(3_000);
        assertThat(stored.sum(WELL, "pip")).isEqualTo(2_000 * 1.5 + 1_000 * 2.5);
        assertThat(doubled()).isZero();
    }

    @Test
    void freshRowsGoByCopyAndSoDoesTheirReplayInVain() throws Exception {
        assertThat(written(Batches.rows(WELL, 3_000, 500))).isEqualTo(new WriteCounts(500, 0));
        assertThat(written(Batches.rows(WELL, 2_900, 700))).isEqualTo(new WriteCounts(100 + 33, 0));

        assertThat(doubled()).isZero();
        assertThat(stored.count(WELL)).isEqualTo(2_000 + 500 + 133);
    }

    @Test
    void requestsOfOneCommitAreCountedApart() throws Exception {
        List<CompletableFuture<WriteCounts>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            queue.add(Batches.rows("LATE-3", 0, 1));
            while (queue.waiting() > 0) {
                Thread.sleep(1);
            }
            answers.add(queue.add(Batches.rows(WELL, 0, 30)));
            answers.add(queue.add(Batches.rows(OTHER, 90, 30)));
            answers.add(queue.add(Batches.rows(WELL, 15, 30)));
        }

        assertThat(answers.get(0).get(20, TimeUnit.SECONDS)).isEqualTo(new WriteCounts(10, 0));
        assertThat(answers.get(1).get(20, TimeUnit.SECONDS)).isEqualTo(new WriteCounts(20, 0));
        assertThat(answers.get(2).get(20, TimeUnit.SECONDS)).isEqualTo(new WriteCounts(5, 0));
        assertThat(doubled()).isZero();
    }

    @Test
    void anUpdateChangesOnlyWhatDiffers() throws Exception {
        CommitGroup group = new CommitGroup(List.of(Batches.rows(WELL, 9.5, IntStream.range(0, 30))));

        WriteCounts first = unnest.insertOrUpdate(group).await().atMost(DEADLINE);
        WriteCounts second = unnest.insertOrUpdate(group).await().atMost(DEADLINE);

        assertThat(first).isEqualTo(new WriteCounts(10, 20));
        assertThat(second).isEqualTo(new WriteCounts(0, 0));
        assertThat(stored.sum(WELL, "pip")).isEqualTo(1_980 * 1.5 + 30 * 9.5);
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
}
