package io.liftline.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Makes the service's pool of reactive connections, so that every wait on it has an end: for a connection to be
/// opened, for a free one, and for the answer to a statement.
///
/// A connection is closed when nothing has come from it for [Deadlines#answer()]. The pool closes idle ones
/// before that, after [Deadlines#statement()].
@Singleton
class BoundedPool implements PgPoolCreator {

    private static final int MAX_WAITING = 1_000;
    private static final String PROBE = "liftline-probe";

    private final Deadlines deadlines;
    private final AtomicReference<@Nullable Made> made = new AtomicReference<>();

    BoundedPool(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /// The pool, and what its connections are opened with.
    private record Made(RenewablePool pool, Vertx vertx, PgConnectOptions server) {}

    @Override
    public Pool create(Input input) {
        Vertx vertx = input.vertx();
        PgConnectOptions server = bounded(input.pgConnectOptionsList().getFirst());
        PoolOptions options = input.poolOptions()
                .setConnectionTimeout((int) Deadlines.CONNECT.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) deadlines.statement().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(MAX_WAITING);
        ConnectionFactory connections = PgDriver.INSTANCE.createConnectionFactory(vertx, server);
        RenewablePool pool = new RenewablePool(
                vertx,
                () -> Pool.pool(vertx, server, options)
                        .connectionProvider(context -> inTime(connections.connect(context, server))),
                deadlines.answer());
        made.set(new Made(pool, vertx, server));
        return pool;
    }

    private PgConnectOptions bounded(PgConnectOptions server) {
        PgConnectOptions bounded = new PgConnectOptions(server)
                .addProperty(
                        "statement_timeout",
                        String.valueOf(deadlines.statement().toMillis()));
        bounded.setConnectTimeout((int) Deadlines.CONNECT.toMillis())
                .setReadIdleTimeout((int) deadlines.answer().toSeconds());
        return bounded;
    }

    /// Opens a connection to the same server as the pool's, outside of the pool.
    Future<PgConnection> connectForProbe() {
        Made known = made.get();
        if (known == null) {
            return Future.failedFuture(new IllegalStateException("the pool is not made yet"));
        }
        PgConnectOptions server = new PgConnectOptions(known.server()).addProperty("application_name", PROBE);
        return inTime(PgConnection.connect(known.vertx(), server));
    }

    /// Replaces every connection of the pool; statements under way run to their end.
    void renew() {
        Optional.ofNullable(made.get()).ifPresent(known -> known.pool().renew());
    }

    /// Closes every connection of the pool at once.
    void abandon() {
        Optional.ofNullable(made.get()).ifPresent(known -> known.pool().abandon());
    }

    /// The client bounds the time until TCP is connected, but not the time until the server has spoken: a server
    /// that accepts and stays silent would keep its place in the pool. A connection that comes too late is closed.
    static <C extends SqlConnection> Future<C> inTime(Future<C> connection) {
        Future<C> bounded = connection.timeout(Deadlines.CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        connection.onSuccess(opened -> {
            if (bounded.failed()) {
                opened.close();
            }
        });
        return bounded;
    }
}
