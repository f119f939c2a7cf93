package io.liftline.diagnostics;

import io.liftline.database.SchemaReady;
import io.liftline.schema.StorageConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Bounds the tables `diagnostic_state` and `diagnostic_note`: closes findings that are older than the
/// findings that are kept, and removes the states and notes of findings that were closed two years ago. Every
/// replica does so once an hour; doing it twice changes nothing.
@Singleton
class FindingUpkeep {

    private static final Logger LOG = Logger.getLogger(FindingUpkeep.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration REMEMBERED = Duration.ofDays(730);

    private final Pool pool;
    private final Vertx vertx;
    private final Duration kept;
    private final InstantSource clock;
    private final AtomicLong timer = new AtomicLong(-1);

    FindingUpkeep(Pool pool, Vertx vertx, StorageConfig storage, InstantSource clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.kept = storage.diagnostics().dropAfter();
        this.clock = clock;
    }

    void begin(@Observes SchemaReady event) {
        if (timer.compareAndSet(-1, 0)) {
            timer.set(vertx.setPeriodic(
                    EVERY.toMillis(),
                    _ -> run().subscribe()
                            .with(
                                    _ -> {},
                                    failure -> LOG.warnf(
                                            "Old findings could not be closed or removed, retrying later: reason=\"%s\"",
                                            failure.getMessage()))));
        }
    }

    void end(@Observes ShutdownEvent event) {
        if (timer.get() != -1) {
            vertx.cancelTimer(timer.get());
        }
    }

    /// Completes when it is done.
    Uni<Void> run() {
        Tuple close = Tuple.of(
                clock.instant().atOffset(ZoneOffset.UTC),
                clock.instant().minus(kept).atOffset(ZoneOffset.UTC));
        Tuple remove = Tuple.of(clock.instant().minus(REMEMBERED).atOffset(ZoneOffset.UTC));
        return pool.withConnection(connection -> connection
                        .preparedQuery(LifeSql.CLOSE_OLD)
                        .execute(close)
                        .chain(() ->
                                connection.preparedQuery(LifeSql.REMOVE_OLD).execute(remove)))
                .replaceWithVoid();
    }
}
