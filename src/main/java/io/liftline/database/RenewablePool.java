package io.liftline.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/// A pool whose connections can all be replaced.
///
/// The client's pool does not support this: it keeps connections to a demoted primary while that answers
/// (vertx-sql-client, issue 981). So the pool is replaced as a whole. The next statement opens a new connection
/// through the host name, which leads to the new primary. The old pool is closed when its last connection is
/// returned.
@SuppressWarnings("deprecation") // Quarkus requires a PgPool
final class RenewablePool implements PgPool {

    /// Maximum number of old pools with statements in progress. If there is one more, the oldest is closed at
    /// once.
    static final int MAX_RETIRED = 2;

    private final Vertx vertx;
    private final Supplier<Pool> source;
    private final Duration longestStatement;
    private final AtomicReference<RetirablePool> current;
    private final ArrayDeque<RetirablePool> retired = new ArrayDeque<>();

    /// @param source creates a pool
    /// @param longestStatement time after which an old pool is closed even if a connection was not returned
    RenewablePool(Vertx vertx, Supplier<Pool> source, Duration longestStatement) {
        this.vertx = vertx;
        this.source = source;
        this.longestStatement = longestStatement;
        this.current = new AtomicReference<>(new RetirablePool(source.get()));
    }

    /// Replaces all connections. Statements in progress are completed.
    synchronized void renew() {
        RetirablePool old = current.getAndSet(new RetirablePool(source.get()));
        retired.removeIf(RetirablePool::isClosed);
        retired.addLast(old);
        if (retired.size() > MAX_RETIRED) {
            retired.removeFirst().close();
        }
        old.retire();
        vertx.setTimer(longestStatement.toMillis(), _ -> old.close());
    }

    /// Closes all connections at once, including those of old pools. Statements in progress fail.
    synchronized void abandon() {
        current.getAndSet(new RetirablePool(source.get())).close();
        closeRetired();
    }

    private void closeRetired() {
        retired.forEach(RetirablePool::close);
        retired.clear();
    }

    @Override
    public Future<SqlConnection> getConnection() {
        Optional<Future<SqlConnection>> connection = current.get().lend();
        while (connection.isEmpty()) { // another thread has retired the pool in the meantime
            connection = current.get().lend();
        }
        return connection.get();
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return current.get().pool().query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return current.get().pool().preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return current.get().pool().preparedQuery(sql, options);
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    @Override
    public synchronized Future<Void> close() {
        closeRetired();
        return current.get().close();
    }

    @Override
    public int size() {
        return current.get().pool().size();
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        throw new UnsupportedOperationException("a new pool would not know the handler");
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        throw new UnsupportedOperationException("a new pool would not know the provider");
    }
}
