package io.liftline.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The standby for questions, if one is configured (docs/adr/0038). Each second, it is compared with the database.
///
/// It is used only while it answers and is not too far behind.
@ApplicationScoped
public class ReadReplica {

    private static final Logger LOG = Logger.getLogger(ReadReplica.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    /// Not begun yet.
    private static final long NEVER = -1;

    /// Ended, no further check.
    private static final long ENDED = -2;

    private static final String WRITTEN = "SELECT (pg_current_wal_lsn() - '0/0')::bigint AS log";

    /// A server that is not in recovery is the database itself, whose lag is zero.
    private static final String REPLAYED = """
            SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - '0/0')::bigint
                   AS log""";

    private final Pool database;
    private final BoundedPool pools;
    private final Vertx vertx;
    private final Deadlines deadlines;
    private final ReplicaConfig config;
    private final ReplicaLag positions = new ReplicaLag();
    private final AtomicLong timer = new AtomicLong(NEVER);
    private volatile @Nullable Pool pool;
    private volatile Optional<Duration> lag = Optional.empty();
    private volatile Optional<Statements> usable = Optional.empty();

    ReadReplica(
            Pool database,
            BoundedPool pools,
            Vertx vertx,
            Deadlines deadlines,
            ReplicaConfig config,
            MeterRegistry metrics) {
        this.database = database;
        this.pools = pools;
        this.vertx = vertx;
        this.deadlines = deadlines;
        this.config = config;
        if (isConfigured()) {
            Gauge.builder("liftline.query.replica.lag", this::seconds)
                    .description("How far the standby for questions is behind; NaN while it does not answer")
                    .baseUnit("seconds")
                    .register(metrics);
        }
    }

    void begin(@Observes SchemaReady event) {
        if (isConfigured() && timer.compareAndSet(NEVER, 0)) {
            pool = pools.replica(config);
            check();
        }
    }

    @PreDestroy
    void end() {
        vertx.cancelTimer(timer.getAndSet(ENDED));
        Optional.ofNullable(pool).ifPresent(Pool::closeAndForget);
    }

    /// Whether there is one, in use or not.
    public boolean isConfigured() {
        return config.url().isPresent();
    }

    /// Its statements, while it may be used.
    public Optional<Statements> usable() {
        return usable;
    }

    /// A connection to the standby was lost, so it is not used until the next check.
    public void failed() {
        use(Optional.empty());
    }

    /// `lag 0.4 s`, or `away`. Empty if none is configured.
    public Optional<String> state() {
        return isConfigured()
                ? Optional.of(lag.map(behind -> "lag %.1f s%s"
                                .formatted(behind.toMillis() / 1e3, usable.isPresent() ? "" : ", too far behind"))
                        .orElse("away"))
                : Optional.empty();
    }

    private double seconds() {
        return lag.map(behind -> behind.toMillis() / 1e3).orElse(Double.NaN);
    }

    private void check() {
        compare()
                .ifNoItem()
                .after(Deadlines.CONNECT)
                .fail()
                .onFailure()
                .recoverWithItem(Optional.empty())
                .subscribe()
                .with(behind -> {
                    use(behind);
                    again();
                });
    }

    private void again() {
        long next = vertx.setTimer(CHECK_EVERY.toMillis(), _ -> check());
        if (timer.getAndUpdate(last -> last == ENDED ? ENDED : next) == ENDED) {
            vertx.cancelTimer(next);
        }
    }

    private Uni<Optional<Duration>> compare() {
        return position(database, WRITTEN)
                .invoke(written -> positions.written(written, System.nanoTime()))
                .chain(() -> Uni.createFrom()
                        .optional(Optional.ofNullable(pool))
                        .onItem()
                        .ifNull()
                        .fail())
                .chain(standby -> position(standby, REPLAYED))
                .map(replayed -> positions.of(replayed, System.nanoTime()));
    }

    private static Uni<Long> position(Pool pool, String sql) {
        return pool.withConnection(connection -> connection.preparedQuery(sql).execute())
                .map(rows -> rows.iterator().next().getLong("log"));
    }

    private synchronized void use(Optional<Duration> behind) {
        boolean used = usable.isPresent();
        boolean use = behind.filter(duration -> duration.compareTo(config.maxLag()) <= 0)
                .isPresent();
        lag = behind;
        if (use != used) {
            usable = use
                    ? Optional.ofNullable(pool).map(standby -> new Statements(standby, deadlines, vertx))
                    : Optional.empty();
            LOG.infof("Questions about ranges: answered_by_standby=%s state=\"%s\"", use, state().orElse(""));
        }
    }
}
