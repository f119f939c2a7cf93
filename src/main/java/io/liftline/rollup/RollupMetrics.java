package io.liftline.rollup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Metrics of the rollups. Every replica has those of the progress.
@Singleton
class RollupMetrics {

    private final AtomicReference<@Nullable Instant> completeUntil = new AtomicReference<>();
    private final AtomicLong pending = new AtomicLong();
    private final Counter failures;
    private final InstantSource clock;

    RollupMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        Gauge.builder("liftline.rollup.lag", this, RollupMetrics::lagSeconds)
                .baseUnit("seconds")
                .description("Time since the end of the last complete hour, two to three hours if all is well;"
                        + " NaN before the first run")
                .register(registry);
        Gauge.builder("liftline.rollup.pending", pending, AtomicLong::get)
                .description("Hours with late samples that are not yet aggregated again")
                .register(registry);
        this.failures = Counter.builder("liftline.rollup.failures")
                .description("Runs that could not complete the rollups")
                .register(registry);
    }

    void progress(Optional<Progress> progress, long pendingHours) {
        progress.ifPresent(known -> completeUntil.set(known.completeUntil()));
        pending.set(pendingHours);
    }

    void failed() {
        failures.increment();
    }

    private double lagSeconds() {
        Instant until = completeUntil.get();
        return until == null
                ? Double.NaN
                : Duration.between(until, clock.instant()).toMillis() / 1_000.0;
    }
}
