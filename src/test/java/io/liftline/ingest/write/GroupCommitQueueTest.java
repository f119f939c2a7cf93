package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.liftline.ingest.StoredRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GroupCommitQueueTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = Duration.ofMinutes(5);
    private static final GroupCommitQueue.Limits LIMITS = new GroupCommitQueue.Limits(10_000, 100, FOR_EVER);

    @Inject
    CopyWriter copy;

    @Inject
    ConflictWriter unnest;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private GroupCommitQueue queue;
    private StoredRows stored;
    private String well;

    @BeforeEach
    void oneWriter() {
        queue = queue(1);
        stored = new StoredRows(owner);
        well = "Q-" + System.nanoTime() + "-";
    }

    @Test
    void aLoneRequestDoesNotWaitAndGoesByCopy() throws Exception {
        WriteCounts written = settled(queue.add(Batches.rows(well, 0, 10)));

        assertThat(written).isEqualTo(new WriteCounts(10, 0));
        assertThat(counter("liftline.ingest.waits")).isZero();
        assertThat(lane("copy")).isEqualTo(10);
        assertThat(stored.count(well)).isEqualTo(10);
        assertThat(stored.sum(well, "pip")).isEqualTo(15);
    }

    @Test
    void requestsThatComeWhileTheWriterIsBusyShareACommit() throws Exception {
        List<CompletableFuture<WriteCounts>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            for (int i = 0; i < 6; i++) {
                answers.add(queue.add(Batches.rows(well + i, 0, 10 + i)));
            }
            assertThat(answers).noneMatch(CompletableFuture::isDone);
        }

        for (int i = 0; i < 6; i++) {
            assertThat(settled(answers.get(i))).isEqualTo(new WriteCounts(10 + i, 0));
        }
        assertThat(registry.get("liftline.ingest.commit.rows").summary().count())
                .isEqualTo(2);
        assertThat(counter("liftline.ingest.waits")).isEqualTo(6);
        assertThat(lane("copy")).isEqualTo(76);
        assertThat(stored.count(well)).isEqualTo(76);
    }

    @Test
    void anErrorIsAnsweredAndTheWriterGoesOn() throws Exception {
        CopyWriter fullOnce = new CopyWriter(owner) {
            private boolean failed;

            @Override
            void copy(CommitGroup group, CopyRows rows) throws SQLException {
                if (!failed) {
                    failed = true;
                    throw new OutOfMemoryError("as if the heap were full");
                }
                super.copy(group, rows);
            }
        };
        queue = queue(fullOnce, 1);

        CompletableFuture<WriteCounts> failing = queue.add(Batches.rows(well, 0, 10));

        assertThatThrownBy(() -> settled(failing)).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(settled(queue.add(Batches.rows(well, 0, 10)))).isEqualTo(new WriteCounts(10, 0));
        assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        assertThat(stored.count(well)).isEqualTo(10);
    }

    @Test
    void besideACommitUnderWayAFewRowsWaitForCompany() throws Exception {
        queue = queue(2);
        CompletableFuture<WriteCounts> few;
        CompletableFuture<WriteCounts> more;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            few = queue.add(Batches.rows(well + "A", 0, 10));
            more = queue.add(Batches.rows(well + "B", 0, 89));
            assertThat(queue.waiting()).isEqualTo(2);
        }

        assertThat(settled(few)).isEqualTo(new WriteCounts(10, 0));
        assertThat(settled(more)).isEqualTo(new WriteCounts(89, 0));
        assertThat(registry.get("liftline.ingest.commit.rows").summary().count())
                .isEqualTo(2);
        assertThat(stored.count(well)).isEqualTo(100);
    }

    @Test
    void besideACommitUnderWayEnoughRowsSetOutAtOnce() throws Exception {
        queue = queue(2);
        CompletableFuture<WriteCounts> enough;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            queue.add(Batches.rows(well + "A", 0, 10));
            enough = queue.add(Batches.rows(well + "B", 0, 90));
            while (queue.waiting() > 0) {
                Thread.sleep(1);
            }
            assertThat(enough).isNotDone();
        }

        assertThat(settled(enough)).isEqualTo(new WriteCounts(90, 0));
        assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        assertThat(stored.count(well)).isEqualTo(101);
    }

    @Test
    void besideACommitUnderWayAFewRowsSetOutWhenTheyHaveWaitedLongEnough() throws Exception {
        WriteMetrics metrics = new WriteMetrics(registry);
        queue = new GroupCommitQueue(
                new GroupWriter(copy, unnest, DEADLINE, metrics, _ -> {}),
                new GroupCommitQueue.Limits(10_000, 100, Duration.ofMillis(5)),
                2,
                metrics);
        CompletableFuture<WriteCounts> few;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            few = queue.add(Batches.rows(well + "A", 0, 10));
            while (queue.waiting() > 0) {
                Thread.sleep(1);
            }
            assertThat(few).isNotDone();
        }

        assertThat(settled(few)).isEqualTo(new WriteCounts(10, 0));
    }

    @Test
    void rowsThatSeveralRequestsOfOneCommitCarryCountForTheFirst() throws Exception {
        CompletableFuture<WriteCounts> first;
        CompletableFuture<WriteCounts> overlapping;
        CompletableFuture<WriteCounts> contained;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            first = queue.add(Batches.rows(well, 0, 10));
            overlapping = queue.add(Batches.rows(well, 5, 10));
            contained = queue.add(Batches.rows(well, 2, 3));
        }

        assertThat(settled(first)).isEqualTo(new WriteCounts(10, 0));
        assertThat(settled(overlapping)).isEqualTo(new WriteCounts(5, 0));
        assertThat(settled(contained)).isEqualTo(new WriteCounts(0, 0));
        assertThat(lane("unnest")).isZero();
        assertThat(stored.count(well)).isEqualTo(16);
    }

    @Test
    void aCommitThatMeetsStoredRowsTakesTheOtherLaneAndCountsPerRequest() throws Exception {
        settled(queue.add(Batches.rows(well, 0, 10)));

        CompletableFuture<WriteCounts> overlapping;
        CompletableFuture<WriteCounts> fresh;
        CompletableFuture<WriteCounts> repeated;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            overlapping = queue.add(Batches.rows(well, 8, 4));
            fresh = queue.add(Batches.rows(well, 20, 7));
            repeated = queue.add(Batches.rows(well, 10, 4));
        }

        assertThat(settled(overlapping)).isEqualTo(new WriteCounts(2, 0));
        assertThat(settled(fresh)).isEqualTo(new WriteCounts(7, 0));
        assertThat(settled(repeated)).isEqualTo(new WriteCounts(2, 0));
        assertThat(counter("liftline.ingest.copy.rollbacks")).isEqualTo(1);
        assertThat(lane("unnest")).isEqualTo(13);
        assertThat(stored.count(well)).isEqualTo(22);
    }

    @Test
    void replaysChangeNothing() throws Exception {
        settled(queue.add(Batches.rows(well, 0, 100)));
        double before = stored.sum(well, "pip");

        for (int i = 0; i < 5; i++) {
            assertThat(settled(queue.add(Batches.rows(well, 0, 100)))).isEqualTo(new WriteCounts(0, 0));
        }

        assertThat(stored.count(well)).isEqualTo(100);
        assertThat(stored.sum(well, "pip")).isEqualTo(before);
    }

    @Test
    void aRequestThatTheDatabaseRefusesDoesNotHarmItsNeighbours() throws Exception {
        stored.run("""
                CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.well_id LIKE '%POISON%' THEN
                        RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER refuse_poison BEFORE INSERT ON esp_telemetry
                FOR EACH ROW EXECUTE FUNCTION refuse_poison()""");
        try {
            CompletableFuture<WriteCounts> before;
            CompletableFuture<WriteCounts> poison;
            CompletableFuture<WriteCounts> after;
            try (StoredRows.Hold _ = stored.hold()) {
                keepWriterBusy();
                before = queue.add(Batches.rows(well + "A", 0, 5));
                poison = queue.add(Batches.rows(well + "POISON", 0, 5));
                after = queue.add(Batches.rows(well + "B", 0, 5));
            }

            assertThat(settled(before)).isEqualTo(new WriteCounts(5, 0));
            assertThat(settled(after)).isEqualTo(new WriteCounts(5, 0));
            assertThatThrownBy(() -> settled(poison))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("refused");
            assertThat(stored.count(well)).isEqualTo(11);
            assertThat(counter("liftline.ingest.splits")).isEqualTo(1);
        } finally {
            stored.run("DROP FUNCTION refuse_poison CASCADE");
        }
    }

    @Test
    void whatIsTakenIsWrittenBeforeTheQueueCallsItselfEmpty() throws Exception {
        List<CompletableFuture<WriteCounts>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            for (int i = 0; i < 5; i++) {
                answers.add(queue.add(Batches.rows(well + i, 0, 100)));
            }
            assertThat(queue.awaitEmpty(Duration.ofMillis(50))).isFalse();
        }

        assertThat(queue.awaitEmpty(DEADLINE)).isTrue();

        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(stored.count(well)).isEqualTo(500);
    }

    @Test
    void manyClientsOfTwoReplicasWithOverlappingRowsGetReceiptsThatAddUp() throws Exception {
        int keys = 3_000;
        List<GroupCommitQueue> replicas = List.of(queue(2), queue(2));
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < 32; client++) {
            Random random = new Random(client);
            clients.add(() -> {
                int inserted = 0;
                for (int request = 0; request < 20; request++) {
                    GroupCommitQueue replica = replicas.get(random.nextInt(2));
                    int size = 1 + random.nextInt(200);
                    ColumnBatch batch =
                            Batches.rows(well, 1.5, random.ints(size, 0, keys).distinct());
                    int rows = batch.rows();
                    WriteCounts written = settled(replica.add(batch));
                    assertThat(written.inserted()).isBetween(0, rows);
                    inserted += written.inserted();
                }
                return inserted;
            });
        }

        long inserted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> client : threads.invokeAll(clients)) {
                inserted += client.get();
            }
        }

        assertThat(inserted).isEqualTo(stored.count(well)).isGreaterThan(keys / 2);
        assertThat(lane("copy")).isPositive();
        assertThat(lane("unnest")).isPositive();
    }

    /// To be called while the table is held: gives the writer one row to wait with.
    private void keepWriterBusy() throws InterruptedException {
        queue.add(Batches.rows(well + "other", 0, 1));
        while (queue.waiting() > 0) {
            Thread.sleep(1);
        }
    }

    private GroupCommitQueue queue(int writers) {
        return queue(copy, writers);
    }

    private GroupCommitQueue queue(CopyWriter lane, int writers) {
        WriteMetrics metrics = new WriteMetrics(registry);
        return new GroupCommitQueue(
                new GroupWriter(lane, unnest, DEADLINE, metrics, _ -> {}), LIMITS, writers, metrics);
    }

    private static WriteCounts settled(CompletableFuture<WriteCounts> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    private double counter(String name) {
        return registry.get(name).counter().count();
    }

    private double lane(String lane) {
        return registry.get("liftline.ingest.rows").tag("lane", lane).counter().count();
    }
}
