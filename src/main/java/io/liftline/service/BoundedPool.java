package io.liftline.service;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Makes the pool of reactive connections so that nobody waits on it without end: a database that is away
/// is known to be within two seconds, and a queue that grows is cut off.
@Singleton
class BoundedPool implements PgPoolCreator {

    private static final int CONNECT_SECONDS = 2;
    private static final int MAX_WAITING = 1_000;

    private final List<RenewablePool> made = new CopyOnWriteArrayList<>();

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setConnectTimeout((int) TimeUnit.SECONDS.toMillis(CONNECT_SECONDS)));
        PoolOptions options = input.poolOptions()
                .setConnectionTimeout(CONNECT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                .setMaxWaitQueueSize(MAX_WAITING);
        RenewablePool pool =
                new RenewablePool(input.vertx(), () -> Pool.pool(input.vertx(), servers.getFirst(), options));
        made.add(pool);
        return pool;
    }

    /// Gives up the connections of every pool made here.
    void renew() {
        made.forEach(RenewablePool::renew);
    }
}
