package io.liftline.ingest.write;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// Metrics of the writes.
@Singleton
class WriteMetrics {

    /// Upper bounds of the buckets of the time of a commit.
    private static final long[] COMMIT_MILLIS = {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

    private final MeterRegistry registry;
    private final Counter[] rows;
    private final DistributionSummary commitRows;
    private final Timer commits;
    private final Timer failedCommits;
    private final Counter waits;
    private final Counter rollbacks;
    private final Counter splits;

    /// The write paths.
    enum Lane {
        /// COPY into the table, for groups whose rows are all new.
        COPY,
        /// [ConflictTransaction], for all other groups.
        CONFLICT;

        /// Its name in metrics and spans.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    WriteMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.rows = Arrays.stream(Lane.values())
                .map(lane -> Counter.builder("liftline.ingest.rows")
                        .description("Rows written, including duplicates, by write path")
                        .tag("lane", lane.label())
                        .register(registry))
                .toArray(Counter[]::new);
        this.commitRows = DistributionSummary.builder("liftline.ingest.commit.rows")
                .description("Rows of one commit")
                .register(registry);
        this.commits = commit("committed");
        this.failedCommits = commit("failed");
        this.waits = counter("liftline.ingest.waits", "Batches that were queued because all writers were busy");
        this.rollbacks =
                counter("liftline.ingest.copy.rollbacks", "COPYs rolled back because a row was stored already");
        this.splits = counter(
                "liftline.ingest.splits",
                "Commits that the database rejected and that were written again request by request");
    }

    void committed(Lane lane, int count) {
        rows[lane.ordinal()].increment(count);
        commitRows.record(count);
    }

    /// Records the time that a group needed until its commit, all attempts included.
    void committedIn(Duration time) {
        commits.record(time);
    }

    /// Records the time after which a group could not be written.
    void failedIn(Duration time) {
        failedCommits.record(time);
    }

    void waited() {
        waits.increment();
    }

    void rolledBack() {
        rollbacks.increment();
    }

    void split() {
        splits.increment();
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private Timer commit(String outcome) {
        return Timer.builder("liftline.ingest.commit")
                .description("Time to write and commit the samples of one or several requests")
                .tag("outcome", outcome)
                .serviceLevelObjectives(Arrays.stream(COMMIT_MILLIS)
                        .mapToObj(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
