package io.liftline.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;

/// A pool that knows how many of its connections are lent, so that it can be closed when the last one is back.
///
/// Statements that are given to [#pool()] itself, without a connection of their own, are not counted.
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

    /// A connection; empty once the pool is retired.
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

    /// Lends no more, and closes the pool when nothing is lent.
    synchronized void retire() {
        retired = true;
        closeWhenAllIsBack();
    }

    /// Closes the pool at once, with the connections that are lent.
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
