package io.liftline.ingest.write;

import io.agroal.api.AgroalDataSource;
import io.liftline.fixtures.Await;
import io.liftline.ingest.StoredRows;
import io.liftline.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/// A queue on the real table, whose writer a test can keep busy.
abstract class GroupCommits {

    static final Duration DEADLINE = Duration.ofSeconds(20);
    static final Duration FOR_EVER = Duration.ofMinutes(5);
    static final GroupCommitQueue.Limits LIMITS = new GroupCommitQueue.Limits(10_000, 100, FOR_EVER, FOR_EVER);

    @Inject
    CopyWriter copy;

    @Inject
    ConflictWriter conflicts;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    GroupCommitQueue queue;
    StoredRows stored;
    String well;

    @BeforeEach
    void oneWriter() {
        queue = queue(1);
        stored = new StoredRows(owner);
        well = "Q-" + System.nanoTime() + "-";
    }

    /// Occupies the writer with one row. The table must be locked.
    void keepWriterBusy() {
        queue.add(Batches.rows(well + "other", 0, 1));
        awaitNoneWaiting();
    }

    void awaitNoneWaiting() {
        Await.until("no batch waits for a writer", () -> queue.waiting() == 0);
    }

    GroupCommitQueue queue(int writers) {
        return queue(copy, writers);
    }

    GroupCommitQueue queue(CopyWriter lane, int writers) {
        WriteMetrics metrics = new WriteMetrics(registry);
        return new GroupCommitQueue(
                new GroupWriter(lane, conflicts, metrics, Traces.off(), _ -> {}), LIMITS, writers, metrics);
    }

    static WriteCounts settled(CompletableFuture<WriteCounts> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    double counter(String name) {
        return registry.get(name).counter().count();
    }

    double lane(String lane) {
        return registry.get("liftline.ingest.rows").tag("lane", lane).counter().count();
    }
}
