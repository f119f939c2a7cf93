package io.liftline.query;

import io.liftline.database.SchemaReady;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Opens a connection for each place of small questions before there are any, on all event loops in turn.
///
/// The pool opens a connection for each question that finds none free. A login costs PostgreSQL and the event loop
/// ten times what a small question costs, so a first burst of questions on two busy cores was a burst of logins, and
/// nothing else went on for a quarter of a second. The pool never closes a connection that is alive.
@Singleton
class WarmPlaces {

    /// The start itself is not to be slower.
    private static final Duration AFTER_START = Duration.ofSeconds(1);

    private final Pool pool;
    private final VertxInternal vertx;
    private final int places;
    private final AtomicBoolean begun = new AtomicBoolean();

    WarmPlaces(Pool pool, Vertx vertx, @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolSize) {
        this.pool = pool;
        this.vertx = (VertxInternal) vertx;
        this.places = QuestionClass.SMALL.atOnce(poolSize);
    }

    void begin(@Observes SchemaReady event) {
        if (begun.compareAndSet(false, true)) {
            vertx.setTimer(AFTER_START.toMillis(), _ -> openAll());
        }
    }

    /// Takes all connections before the first one is given back. If the database is away, the pool opens them later, as
    /// they are needed.
    private void openAll() {
        List<Future<SqlConnection>> opened =
                Stream.generate(this::open).limit(places).toList();
        Future.join(opened)
                .onComplete(_ -> opened.stream()
                        .filter(Future::succeeded)
                        .forEach(one -> one.result().close()));
    }

    /// A connection stays on the event loop that has opened it.
    private Future<SqlConnection> open() {
        Promise<SqlConnection> opened = Promise.promise();
        vertx.createEventLoopContext().runOnContext(_ -> pool.getConnection().onComplete(opened));
        return opened.future();
    }
}
