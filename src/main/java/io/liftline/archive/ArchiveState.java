package io.liftline.archive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What this replica knows about the archive, for metrics and logs. Every replica reads the backlog from the
/// database; only the leader reports steps.
@Singleton
class ArchiveState implements Progress {

    private static final Logger LOG = Logger.getLogger(ArchiveState.class);

    private final AtomicReference<@Nullable Backlog> backlog = new AtomicReference<>();
    private final Map<Hypertable, Sizes> sizes = new ConcurrentHashMap<>();
    private final Map<TaskKind, Long> lastSuccess = new EnumMap<>(TaskKind.class);
    private final Map<TaskKind, Double> lastOutcome = new EnumMap<>(TaskKind.class);
    private final InstantSource clock;
    private volatile double reachable = Double.NaN;
    private volatile double enabled;
    private volatile double enabledAt = Double.NaN;
    private volatile boolean leads;

    ArchiveState(MeterRegistry metrics, InstantSource clock) {
        this.clock = clock;
        gauge(metrics, "liftline.archive.enabled", "1 if a store is configured", state -> state.enabled);
        gauge(metrics, "liftline.archive.leader", "1 if this replica archives", state -> state.leads ? 1 : 0);
        gauge(metrics, "liftline.archive.store.reachable", "1 if the store has answered", state -> state.reachable);
        gauge(
                metrics,
                "liftline.archive.backlog.chunks",
                "Chunks that are old enough and not verified",
                state -> state.ofBacklog(Backlog::chunks));
        gauge(
                metrics,
                "liftline.archive.failing.chunks",
                "Chunks whose last attempt failed",
                state -> state.ofBacklog(Backlog::failing));
        gauge(
                metrics,
                "liftline.archive.overdue.chunks",
                "Verified chunks that should have been dropped more than a day ago",
                state -> state.ofBacklog(Backlog::overdue));
        gauge(
                metrics,
                "liftline.archive.oldest.unverified.seconds",
                "Age of the oldest chunk that is not verified",
                state -> state.ofBacklog(known -> known.oldestSeconds(clock.instant())));
        Hypertable.ALL.forEach(hypertable -> sizes(metrics, hypertable));
        for (TaskKind kind : TaskKind.values()) {
            Gauge.builder("liftline.archive.last.success.seconds", this, state -> state.lastSuccess(kind))
                    .tags(Tags.of("job", kind.text()))
                    .description(
                            "Unix time of the last success; before the first, of the first attempt, or of the start")
                    .register(metrics);
            Gauge.builder("liftline.archive.last.outcome", this, state -> state.lastOutcome(kind))
                    .tags(Tags.of("job", kind.text()))
                    .description("1 if the last attempt succeeded, 0 if it failed, NaN before the first")
                    .register(metrics);
        }
    }

    /// The sizes, once they are known.
    private void sizes(MeterRegistry metrics, Hypertable hypertable) {
        size(metrics, hypertable, "liftline.storage.bytes", "Size in the database, with indexes", Sizes::bytes);
        size(metrics, hypertable, "liftline.storage.chunks", "Chunks in the database", Sizes::chunks);
        size(
                metrics,
                hypertable,
                "liftline.storage.compression.ratio",
                "Size of compressed chunks before compression over their size",
                known -> known.ratio().orElse(Double.NaN));
        size(metrics, hypertable, "liftline.archive.objects", "Verified objects in the store", Sizes::objects);
        size(metrics, hypertable, "liftline.archive.bytes", "Size of these objects", Sizes::objectBytes);
        size(metrics, hypertable, "liftline.archive.rows", "Rows of these objects", Sizes::objectRows);
    }

    private void size(
            MeterRegistry metrics,
            Hypertable hypertable,
            String name,
            String description,
            ToDoubleFunction<Sizes> value) {
        Gauge.builder(name, this, state -> state.ofSizes(hypertable, value))
                .tags(Tags.of("hypertable", hypertable.table()))
                .description(description)
                .register(metrics);
    }

    private void gauge(MeterRegistry metrics, String name, String description, ToDoubleFunction<ArchiveState> value) {
        Gauge.builder(name, this, value).description(description).register(metrics);
    }

    /// A store is configured.
    void enable() {
        enabled = 1;
        enabledAt = clock.instant().getEpochSecond();
    }

    void leads(Optional<Leadership> leadership) {
        leads = leadership.isPresent();
    }

    /// Whether this replica archives.
    boolean leads() {
        return leads;
    }

    void storeAnswered() {
        reachable = 1;
    }

    void storeFailed() {
        reachable = 0;
    }

    void backlogIs(Backlog now) {
        backlog.set(now);
    }

    void sizesAre(Sizes now) {
        sizes.put(now.hypertable(), now);
    }

    synchronized void succeeded(TaskKind kind, Instant at) {
        lastSuccess.put(kind, at.getEpochSecond());
    }

    /// A task has come to its end, well or not.
    synchronized void finished(ArchiveTask task) {
        lastOutcome.put(task.kind(), task.state().equals("done") ? 1.0 : 0.0);
    }

    @Override
    public void reached(Step step, ChunkVersion chunk) {
        switch (step) {
            case PROOF_RECORDED, DROPPED, ROWS_BROUGHT_BACK ->
                LOG.infof(
                        "Archive: step=%s hypertable=%s chunk=%s version=%d",
                        step, chunk.hypertable().table(), chunk.chunk(), chunk.version());
            case BEGUN,
                    FILE_WRITTEN,
                    EXPORT_RECORDED,
                    OBJECT_STORED,
                    STORE_RECORDED,
                    OBJECT_READ_BACK,
                    MANIFEST_STORED ->
                LOG.debugf("Archive: step=%s chunk=%s version=%d", step, chunk.chunk(), chunk.version());
        }
    }

    private double ofBacklog(ToDoubleFunction<Backlog> value) {
        Backlog known = backlog.get();
        return known == null ? Double.NaN : value.applyAsDouble(known);
    }

    private double ofSizes(Hypertable hypertable, ToDoubleFunction<Sizes> value) {
        Sizes known = sizes.get(hypertable);
        return known == null ? Double.NaN : value.applyAsDouble(known);
    }

    private synchronized double lastSuccess(TaskKind kind) {
        Long seconds = lastSuccess.get(kind);
        return seconds == null ? enabledAt : seconds;
    }

    private synchronized double lastOutcome(TaskKind kind) {
        Double outcome = lastOutcome.get(kind);
        return outcome == null ? Double.NaN : outcome;
    }
}
