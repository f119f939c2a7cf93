package io.liftline.ingest.write;

import io.liftline.database.SchemaReady;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Announces committed samples to all replicas, by `NOTIFY`, while a client of any of them wants new samples.
/// Otherwise a commit costs one comparison here (docs/adr/0034-live-samples.md).
///
/// A commit is announced after it, by a statement of its own, so it never waits and cannot fail for that. The
/// commits of [#EVERY] are announced together. If this process dies in between, they are not announced.
@Singleton
class Announcer {

    /// How often it is looked whether somebody wants new samples.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private static final Duration EVERY = Duration.ofMillis(100);

    private static final String WANTED = "SELECT EXISTS (SELECT FROM live_interest WHERE until > now()) AS wanted";

    private static final String ANNOUNCE =
            "SELECT pg_notify('liftline_live', payload) FROM unnest($1::text[]) AS payload";

    private final Pool pool;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Announcements waiting = new Announcements();
    private final String sender = UUID.randomUUID().toString();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong looking = new AtomicLong(-1);
    private final AtomicLong sending = new AtomicLong(-1);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final RepeatedTask look = new RepeatedTask("look whether live streams are open");
    private final RepeatedTask announce = new RepeatedTask("announce committed samples");
    private volatile boolean wanted;

    Announcer(Pool pool, Vertx vertx, InstantSource clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void begin(@Observes SchemaReady event) {
        if (looking.compareAndSet(-1, 0)) {
            looking.set(vertx.setPeriodic(LOOK_EVERY.toMillis(), _ -> look()));
            sending.set(vertx.setPeriodic(EVERY.toMillis(), _ -> send()));
        }
    }

    @PreDestroy
    void end() {
        vertx.cancelTimer(looking.get());
        vertx.cancelTimer(sending.get());
    }

    /// Notes committed rows, before they are acknowledged and their batches released.
    void committed(List<ColumnBatch> batches) {
        if (wanted) {
            waiting.add(batches, Timestamp.micros(clock.instant()));
        }
    }

    private void look() {
        look.inBackground(pool.withConnection(
                        connection -> connection.preparedQuery(WANTED).execute())
                .invoke(rows -> wanted = rows.iterator().next().getBoolean("wanted"))
                .replaceWithVoid());
    }

    private void send() {
        if (waiting.isEmpty() || !busy.compareAndSet(false, true)) {
            return;
        }
        String[] payloads = waiting.take(() -> sender + "." + count.incrementAndGet());
        announce.inBackground(pool.withConnection(connection ->
                        connection.preparedQuery(ANNOUNCE).execute(Tuple.tuple().addArrayOfString(payloads)))
                .replaceWithVoid()
                .onFailure()
                .invoke(waiting::lost)
                .onTermination()
                .invoke(() -> busy.set(false)));
    }
}
