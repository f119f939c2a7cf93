package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.Await;
import io.liftline.ingest.StoredRows;
import io.liftline.trace.Traces;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GroupCommitQueueTest extends GroupCommits {

    @Test
    void aLoneRequestDoesNotWaitAndGoesByCopy() throws Exception {
        WriteCounts written = settled(queue.add(Batches.rows(well, 0, 10)));

        assertThat(written).isEqualTo(Batches.counts(10, 0, 0));
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
            assertThat(settled(answers.get(i))).isEqualTo(Batches.counts(10 + i, 0, 0));
        }
        assertThat(registry.get("liftline.ingest.commit.rows").summary().count())
                .isEqualTo(2);
        assertThat(counter("liftline.ingest.waits")).isEqualTo(6);
        assertThat(lane("copy")).isEqualTo(76);
        assertThat(stored.count(well)).isEqualTo(76);
    }

    @Test
    void anErrorIsAnsweredAndTheWriterGoesOn() throws Exception {
        CopyWriter fullOnce =
                new CopyWriter(
                        new WriterConnections(owner),
                        new StoredTypes(new WriterConnections(owner)),
                        new LateHours(InstantSource.system())) {
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
        assertThat(settled(queue.add(Batches.rows(well, 0, 10)))).isEqualTo(Batches.counts(10, 0, 0));
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

        assertThat(settled(few)).isEqualTo(Batches.counts(10, 0, 0));
        assertThat(settled(more)).isEqualTo(Batches.counts(89, 0, 0));
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
            awaitNoneWaiting();
            assertThat(enough).isNotDone();
        }

        assertThat(settled(enough)).isEqualTo(Batches.counts(90, 0, 0));
        assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        assertThat(stored.count(well)).isEqualTo(101);
    }

    @Test
    void besideACommitUnderWayAFewRowsSetOutWhenTheyHaveWaitedLongEnough() throws Exception {
        WriteMetrics metrics = new WriteMetrics(registry);
        queue = new GroupCommitQueue(
                new GroupWriter(copy, conflicts, metrics, Traces.off(), _ -> {}),
                new GroupCommitQueue.Limits(10_000, 100, Duration.ofMillis(5), FOR_EVER),
                2,
                metrics);
        CompletableFuture<WriteCounts> few;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            few = queue.add(Batches.rows(well + "A", 0, 10));
            awaitNoneWaiting();
            assertThat(few).isNotDone();
        }

        assertThat(settled(few)).isEqualTo(Batches.counts(10, 0, 0));
    }

    @Test
    void aBatchThatWaitsLongerThanItsDeadlineFailsAndIsNotWritten() throws Exception {
        WriteMetrics metrics = new WriteMetrics(registry);
        queue = new GroupCommitQueue(
                new GroupWriter(copy, conflicts, metrics, Traces.off(), _ -> {}),
                new GroupCommitQueue.Limits(10_000, 100, FOR_EVER, Duration.ofMillis(200)),
                1,
                metrics);
        CompletableFuture<WriteCounts> late;
        CompletableFuture<WriteCounts> inTime;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            late = queue.add(Batches.rows(well + "late", 0, 10));
            Await.pause(Duration.ofMillis(300));
            inTime = queue.add(Batches.rows(well + "in-time", 0, 10));
            assertThat(late).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(TimeoutException.class);
        }

        assertThat(settled(inTime)).isEqualTo(Batches.counts(10, 0, 0));
        assertThat(stored.count(well + "late")).isZero();
    }

    @Test
    void aQueueWithNothingWaitingIsNotEmptyWhileSomethingIsUnderWay() throws Exception {
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();

            assertThat(queue.waiting()).isZero();
            assertThat(queue.awaitEmpty(Duration.ofMillis(50))).isFalse();
        }

        assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        assertThat(stored.count(well)).isEqualTo(1);
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
}
