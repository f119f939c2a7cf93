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

/// Creates the pool of reactive connections with a time limit for opening a connection, for acquiring one, and
/// for the answer to a statement.
///
/// A connection is closed if it has received nothing for [Deadlines#answer()]. So an unused one asks the server
/// for an answer before that ([KeptAlive]). Without this, the pool would be empty after each quiet half minute,
/// and the next burst of questions would wait until it is filled: ten logins and cold caches at once take 100 to
/// 500 ms on a busy machine. For the same reason, the pool closes no connection because it is unused.
@Singleton
class BoundedPool implements PgPoolCreator {

    private static final int MAX_WAITING = 1_000;

    /// Maximum number of prepared statements of a connection.
    private static final int PREPARED = 128;

    /// Longer statements are prepared each time. A summary of all channels from one table has 7,000 characters; the
    /// client's default is 2,048.
    private static final int LONGEST_PREPARED = 8_192;

    private final Deadlines deadlines;
    private final AtomicReference<@Nullable Made> made = new AtomicReference<>();

    BoundedPool(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /// The pool, and the options of its connections.
    private record Made(RenewablePool pool, Vertx vertx, PgConnectOptions server) {}

    @Override
    public Pool create(Input input) {
        Vertx vertx = input.vertx();
        PgConnectOptions server = bounded(input.pgConnectOptionsList().getFirst());
        PoolOptions options = input.poolOptions()
                .setConnectionTimeout((int) Deadlines.CONNECT.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(MAX_WAITING);
        ConnectionFactory connections = PgDriver.INSTANCE.createConnectionFactory(vertx, server);
        RenewablePool pool = new RenewablePool(
                vertx,
                () -> Pool.pool(vertx, server, options)
                        .connectionProvider(context -> inTime(connections.connect(context, server))
                                .onSuccess(opened -> KeptAlive.keep(vertx, opened, deadlines.sign()))),
                deadlines.answer());
        made.set(new Made(pool, vertx, server));
        return pool;
    }

    private PgConnectOptions bounded(PgConnectOptions server) {
        PgConnectOptions bounded = new PgConnectOptions(server)
                .addProperty(
                        "statement_timeout",
                        String.valueOf(deadlines.statement().toMillis()));
        bounded.setPreparedStatementCacheSqlLimit(LONGEST_PREPARED).setPreparedStatementCacheMaxSize(PREPARED);
        bounded.setConnectTimeout((int) Deadlines.CONNECT.toMillis())
                .setReadIdleTimeout((int) deadlines.answer().toSeconds());
        return bounded;
    }

    /// A pool of connections to a standby, with the same options and limits. Its sessions are read-only.
    ///
    /// It is used only while the standby answers within [Deadlines#CONNECT] each second, so it is not replaced when
    /// the standby is away: its connections are closed when they get no answer.
    io.vertx.mutiny.sqlclient.Pool replica(ReplicaConfig config) {
        Made known = made.get();
        if (known == null) {
            throw new IllegalStateException("the pool is not made yet");
        }
        PgConnectOptions other = PgConnectOptions.fromUri(config.url().orElseThrow());
        PgConnectOptions server = new PgConnectOptions(known.server())
                .setHost(other.getHost())
                .setPort(other.getPort())
                .setDatabase(other.getDatabase())
                .setSslMode(other.getSslMode())
                .addProperty("application_name", "liftline-query")
                .addProperty("default_transaction_read_only", "on");
        config.username().ifPresent(server::setUser);
        config.password().ifPresent(server::setPassword);
        PoolOptions options = new PoolOptions()
                .setMaxSize(config.poolSize())
                .setConnectionTimeout((int) Deadlines.CONNECT.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) deadlines.statement().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(MAX_WAITING);
        return io.vertx.mutiny.sqlclient.Pool.newInstance(Pool.pool(known.vertx(), server, options));
    }

    /// Opens a connection to the same server, outside the pool.
    ///
    /// @param application the name by which the server shows it
    Future<PgConnection> connect(String application) {
        Made known = made.get();
        if (known == null) {
            return Future.failedFuture(new IllegalStateException("the pool is not made yet"));
        }
        PgConnectOptions server = new PgConnectOptions(known.server()).addProperty("application_name", application);
        return inTime(PgConnection.connect(known.vertx(), server));
    }

    /// Replaces all connections of the pool. Statements in progress are completed.
    void renew() {
        Optional.ofNullable(made.get()).ifPresent(known -> known.pool().renew());
    }

    /// Closes all connections of the pool at once.
    void abandon() {
        Optional.ofNullable(made.get()).ifPresent(known -> known.pool().abandon());
    }

    /// The client limits the time for the TCP connection, but not for the login. A server that accepts the
    /// connection and then sends nothing would keep its place in the pool. A connection that is opened too late
    /// is closed.
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
