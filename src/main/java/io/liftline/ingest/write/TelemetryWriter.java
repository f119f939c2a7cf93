package io.liftline.ingest.write;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// Writes batches, those of many requests in one commit, and tells, after the commit, what each changed.
///
/// Large batches have a queue and a connection of their own, one at a time, so that small ones never wait for them.
@Singleton
public class TelemetryWriter {

    private static final Logger LOG = Logger.getLogger(TelemetryWriter.class);

    private final WriteConfig config;
    private final GroupCommitQueue small;
    private final GroupCommitQueue large;

    TelemetryWriter(
            WriteConfig config,
            CopyWriter copy,
            ConflictWriter conflicts,
            WriteMetrics metrics,
            WellRegistry registry) {
        this.config = config;
        GroupCommitQueue.Limits limits = new GroupCommitQueue.Limits(
                config.maxCommitRows(), config.parallelCommitRows(), config.linger(), config.deadline());
        this.small = new GroupCommitQueue(
                new GroupWriter(copy, conflicts, metrics, registry::committed), limits, config.writers(), metrics);
        this.large = new GroupCommitQueue(
                new GroupWriter(copy, conflicts, metrics, registry::committed), limits, 1, metrics);
        metrics.gauge(
                "liftline.ingest.queue", "Batches that wait for a writer", () -> small.waiting() + large.waiting());
    }

    /// Writes and commits, and releases the batch; settled after the commit, on any thread. The write runs to
    /// its end even if the answer is no longer wanted.
    public CompletableFuture<WriteCounts> write(ColumnBatch batch) {
        return (batch.rows() > config.largeRows() ? large : small).add(batch);
    }

    /// Before the process ends, what was taken is written.
    void flush(@Observes ShutdownEvent event) throws InterruptedException {
        boolean smallWritten = small.awaitEmpty(config.deadline());
        boolean largeWritten = large.awaitEmpty(config.deadline());
        if (!smallWritten || !largeWritten) {
            LOG.warnf("Stopped before all was written: batches=%d", small.waiting() + large.waiting());
        }
    }
}
