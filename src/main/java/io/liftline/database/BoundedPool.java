package io.liftline.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Makes the pool of reactive connections so that nobody waits on it without end: a database that is away
/// is known to be within two seconds, and a queue that grows is cut off. A connection from which nothing
/// comes for longer than a statement may take is closed; the pool itself closes idle ones before
/// (`idle-timeout` in application.properties).
@Singleton
class BoundedPool implements PgPoolCreator {

    /// Longer than any statement may take (`statement_timeout` in application.properties).
    static final Duration LAST_STATEMENT = Duration.ofSeconds(35);

    private static final int CONNECT_SECONDS = 2;
    private static final int MAX_WAITING = 1_000;

    private final List<RenewablePool> made = new CopyOnWriteArrayList<>();

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(CONNECT_SECONDS))
                .setReadIdleTimeout((int) LAST_STATEMENT.toSeconds()));
        PoolOptions options = input.poolOptions()
                .setConnectionTimeout(CONNECT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setMaxWaitQueueSize(MAX_WAITING);
        PgConnectOptions server = servers.getFirst();
        ConnectionFactory connections = PgDriver.INSTANCE.createConnectionFactory(input.vertx(), server);
        RenewablePool pool = new RenewablePool(
                input.vertx(),
                () -> Pool.pool(input.vertx(), server, options)
                        .connectionProvider(context -> greeted(connections.connect(context, server))));
        made.add(pool);
        return pool;
    }

    /// The client's own pool bounds the time to connect, but not the time until the server has spoken: one
    /// that accepts and stays silent would keep its place in the pool.
    private static Future<SqlConnection> greeted(Future<SqlConnection> connection) {
        return connection.timeout(CONNECT_SECONDS, TimeUnit.SECONDS);
    }

    /// Gives up the connections of every pool made here; what is under way has time to end.
    void renew() {
        made.forEach(RenewablePool::renew);
    }

    /// Gives up the connections of every pool made here at once.
    void abandon() {
        made.forEach(RenewablePool::abandon);
    }
}
