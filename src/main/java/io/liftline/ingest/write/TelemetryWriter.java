package io.liftline.ingest.write;

import io.liftline.trace.Traces;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// Writes batches of samples, with several requests in one commit, and returns the counts of each batch after
/// its commit.
///
/// Large batches have their own queue with one writer, so they do not delay small ones.
@Singleton
public class TelemetryWriter {

    private static final Logger LOG = Logger.getLogger(TelemetryWriter.class);

    private final WriteConfig config;
    private final StoredTypes types;
    private final GroupCommitQueue small;
    private final GroupCommitQueue large;

    TelemetryWriter(
            WriteConfig config,
            CopyWriter copy,
            ConflictWriter conflicts,
            WriteMetrics metrics,
            WellRegistry registry,
            Announcer announcer,
            StoredTypes types,
            Traces traces) {
        this.config = config;
        this.types = types;
        GroupCommitQueue.Limits limits = new GroupCommitQueue.Limits(
                config.maxCommitRows(), config.parallelCommitRows(), config.linger(), config.deadline());
        CommitListener committed = batches -> {
            registry.committed(batches);
            announcer.committed(batches);
        };
        this.small = new GroupCommitQueue(
                new GroupWriter(copy, conflicts, metrics, traces, committed), limits, config.writers(), metrics);
        this.large =
                new GroupCommitQueue(new GroupWriter(copy, conflicts, metrics, traces, committed), limits, 1, metrics);
        metrics.gauge("liftline.ingest.queue", "Queued batches", () -> small.waiting() + large.waiting());
    }

    /// Writes, commits and releases the batch. The future is completed after the commit, on any thread.
    /// Cancelling it does not stop the write.
    public CompletableFuture<WriteCounts> write(ColumnBatch batch) {
        types.round(batch);
        return (batch.rows() > config.largeRows() ? large : small).add(batch);
    }

    /// At shutdown, writes the batches that are still queued. Both queues together have the time of one batch, so that
    /// the process ends within the grace period of its pod.
    void flush(@Observes ShutdownEvent event) throws InterruptedException {
        long end = System.nanoTime() + config.deadline().toNanos();
        boolean smallWritten = small.awaitEmpty(config.deadline());
        boolean largeWritten = large.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        if (!smallWritten || !largeWritten) {
            LOG.warnf("Stopped with batches that are not written: batches=%d", small.waiting() + large.waiting());
        }
    }
}
