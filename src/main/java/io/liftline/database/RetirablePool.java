package io.liftline.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;

/// A pool that counts its lent connections, so that it can be closed when the last one is returned.
///
/// Statements that run on [#pool()] directly, without an acquired connection, are not counted.
final class RetirablePool {

    private final Pool pool;
    private int lent;
    private boolean retired;
    private boolean closed;

    RetirablePool(Pool pool) {
        this.pool = pool;
    }

    Pool pool() {
        return pool;
    }

    /// Lends a connection. Empty once the pool is retired.
    Optional<Future<SqlConnection>> lend() {
        synchronized (this) {
            if (retired) {
                return Optional.empty();
            }
            lent++;
        }
        return Optional.of(pool.getConnection()
                .onFailure(_ -> returned())
                .map(connection -> new LentConnection((PgConnection) connection, this::returned)));
    }

    /// Stops lending, and closes the pool as soon as no connection is lent.
    synchronized void retire() {
        retired = true;
        closeWhenAllIsBack();
    }

    /// Closes the pool at once, including lent connections.
    synchronized Future<Void> close() {
        retired = true;
        closed = true;
        return pool.close();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void returned() {
        lent--;
        closeWhenAllIsBack();
    }

    private void closeWhenAllIsBack() {
        if (retired && lent == 0 && !closed) {
            close();
        }
    }
}
