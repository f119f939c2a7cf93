package io.liftline.service;

import io.liftline.schema.DatabaseProbe;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The metric `liftline_database_up`: 1 if the database answers, is writable and has the expected schema, else 0.
/// It asks every 10 seconds what [ReadyCheck] asks, so it does not depend on a probe that calls that.
@Singleton
class DatabaseMetric {

    private static final Duration ASK_EVERY = Duration.ofSeconds(10);

    private final DatabaseProbe probe;
    private final Vertx vertx;
    private final StartupConfig config;
    private final AtomicInteger up = new AtomicInteger();
    private final AtomicLong timer = new AtomicLong(-1);

    DatabaseMetric(DatabaseProbe probe, Vertx vertx, StartupConfig config, MeterRegistry registry) {
        this.probe = probe;
        this.vertx = vertx;
        this.config = config;
        Gauge.builder("liftline.database.up", up, AtomicInteger::get)
                .description("1 if the database answers, is writable and has the expected schema, else 0")
                .register(registry);
    }

    void begin(@Observes StartupEvent event) {
        if (config.serve()) {
            timer.set(vertx.setPeriodic(1_000, ASK_EVERY.toMillis(), _ -> ask()));
        }
    }

    void end(@Observes ShutdownEvent event) {
        if (timer.get() >= 0) {
            vertx.cancelTimer(timer.get());
        }
    }

    private void ask() {
        probe.usable().subscribe().with(_ -> up.set(1), _ -> up.set(0));
    }
}
