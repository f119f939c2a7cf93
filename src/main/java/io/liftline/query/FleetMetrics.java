package io.liftline.query;

import io.liftline.database.SchemaReady;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/// Metrics of the wells as a whole: their number, how many are silent, and the age of the newest sample. They are
/// read from the table `well` every 30 seconds, so every replica has the same. The times of that table follow
/// those of the samples within about a minute.
@Singleton
class FleetMetrics {

    private static final Duration READ_EVERY = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final String STATE = """
            SELECT
              count(*) AS wells,
              count(*) FILTER (WHERE last_at < now() - $1 * INTERVAL '1 second') AS silent,
              max(last_at) AS newest
            FROM well""";

    private final Pool pool;
    private final Vertx vertx;
    private final QuestionConfig config;
    private final InstantSource clock;
    private final AtomicLong timer = new AtomicLong(-1);
    private volatile Optional<State> state = Optional.empty();

    /// What was read last.
    ///
    /// @param newest the newest event time; empty without wells
    private record State(long wells, long silent, Optional<Instant> newest) {}

    FleetMetrics(Pool pool, Vertx vertx, QuestionConfig config, InstantSource clock, MeterRegistry registry) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        gauge(registry, "liftline.wells", "Wells that have ever had a sample", State::wells);
        gauge(
                registry,
                "liftline.wells.silent",
                "Wells without a sample for longer than liftline.query.silent-after",
                State::silent);
        Gauge.builder("liftline.newest.event.age", this, FleetMetrics::age)
                .baseUnit("seconds")
                .description("Age of the newest sample of all wells; NaN without one")
                .register(registry);
    }

    void begin(@Observes SchemaReady event) {
        if (timer.compareAndSet(-1, 0)) {
            timer.set(vertx.setPeriodic(
                    0, READ_EVERY.toMillis(), _ -> read().subscribe().with(_ -> {})));
        }
    }

    void end(@Observes ShutdownEvent event) {
        if (timer.get() > 0) {
            vertx.cancelTimer(timer.get());
        }
    }

    /// Reads the state. If it cannot be read, the gauges are NaN until the next time.
    Uni<Void> read() {
        return pool.withConnection(connection -> connection
                        .preparedQuery(STATE)
                        .execute(Tuple.of(config.silentAfter().toSeconds())))
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .map(rows -> Optional.of(state(rows.iterator().next())))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .invoke(read -> state = read)
                .replaceWithVoid();
    }

    private static State state(Row row) {
        return new State(
                row.getLong("wells"),
                row.getLong("silent"),
                Optional.ofNullable(row.getOffsetDateTime("newest")).map(newest -> newest.toInstant()));
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<State> value) {
        Gauge.builder(
                        name,
                        this,
                        metrics -> metrics.state.map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    private double age() {
        return state.flatMap(State::newest)
                .map(newest -> Duration.between(newest, clock.instant()).toMillis() / 1_000.0)
                .orElse(Double.NaN);
    }
}
