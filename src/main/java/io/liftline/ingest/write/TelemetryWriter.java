package io.liftline.ingest.write;

import io.liftline.database.DatabaseFailure;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// Writes batches, those of many requests in one commit, and tells, after the commit, what each changed.
///
/// Large batches have a queue and a connection of their own, one at a time, so that small ones never stand
/// behind them. Under `on_conflict=update` a batch is a transaction by itself.
@Singleton
public class TelemetryWriter {

    private static final Logger LOG = Logger.getLogger(TelemetryWriter.class);
    private static final int DEADLOCK_RETRIES = 3;

    private final WriteConfig config;
    private final ConflictWriter unnest;
    private final WriteMetrics metrics;
    private final WellRegistry registry;
    private final GroupCommitQueue small;
    private final GroupCommitQueue large;

    TelemetryWriter(
            WriteConfig config, CopyWriter copy, ConflictWriter unnest, WriteMetrics metrics, WellRegistry registry) {
        this.config = config;
        this.unnest = unnest;
        this.metrics = metrics;
        this.registry = registry;
        this.small = queue(copy, config.writers());
        this.large = queue(copy, 1);
        metrics.gauge(
                "liftline.ingest.queue", "Batches that wait for a writer", () -> small.waiting() + large.waiting());
    }

    private GroupCommitQueue queue(CopyWriter copy, int writers) {
        return new GroupCommitQueue(
                new GroupWriter(copy, unnest, config.deadline(), metrics, registry::committed),
                new GroupCommitQueue.Limits(config.maxCommitRows(), config.parallelCommitRows(), config.linger()),
                writers,
                metrics);
    }

    /// Writes and commits, and releases the batch; settled after the commit, on any thread. The write runs to
    /// its end even if the answer is no longer wanted.
    public CompletableFuture<WriteCounts> write(ColumnBatch batch, OnConflict onConflict) {
        return switch (onConflict) {
            case IGNORE -> queueFor(batch).add(batch);
            case UPDATE -> update(batch);
        };
    }

    private GroupCommitQueue queueFor(ColumnBatch batch) {
        return batch.rows() > config.largeRows() ? large : small;
    }

    private CompletableFuture<WriteCounts> update(ColumnBatch batch) {
        GroupWriter.Member member = new GroupWriter.Member(batch, new CompletableFuture<>());
        unnest.insertOrUpdate(new CommitGroup(List.of(batch)))
                .onFailure(DatabaseFailure::isRolledBackForOthers)
                .retry()
                .atMost(DEADLOCK_RETRIES)
                .invoke(() -> metrics.committed(WriteMetrics.Lane.UPDATE, batch.rows()))
                .subscribe()
                .with(member::succeed, member::fail);
        return member.written();
    }

    /// Before the process ends, what was taken is written.
    void flush(@Observes ShutdownEvent event) throws InterruptedException {
        boolean empty = small.awaitEmpty(config.deadline()) && large.awaitEmpty(config.deadline());
        if (!empty) {
            LOG.warnf("Stopped before all was written: batches=%d", small.waiting() + large.waiting());
        }
    }
}
