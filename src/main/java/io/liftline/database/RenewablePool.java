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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/// A pool whose connections can all be given up for new ones.
///
/// The client's own pool cannot do that, and keeps connections to a primary that was demoted for as long as
/// that answers (vertx-sql-client, issue 981). Here the next statement opens a new connection, through the
/// name that leads to the new primary; what is under way on the old ones has time to end.
@SuppressWarnings("deprecation") // the platform asks for a PgPool
final class RenewablePool implements PgPool {

    private final Vertx vertx;
    private final Supplier<Pool> source;
    private final AtomicReference<Pool> current;

    RenewablePool(Vertx vertx, Supplier<Pool> source) {
        this.vertx = vertx;
        this.source = source;
        this.current = new AtomicReference<>(source.get());
    }

    /// Gives up every connection; what is under way has time to end.
    void renew() {
        Pool old = current.getAndSet(source.get());
        vertx.setTimer(BoundedPool.LAST_STATEMENT.toMillis(), _ -> old.close());
    }

    /// Gives up every connection at once, and what is under way on it.
    void abandon() {
        current.getAndSet(source.get()).close();
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        current.get().getConnection(handler);
    }

    @Override
    public Future<SqlConnection> getConnection() {
        return current.get().getConnection();
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return current.get().query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return current.get().preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return current.get().preparedQuery(sql, options);
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        current.get().close(handler);
    }

    @Override
    public Future<Void> close() {
        return current.get().close();
    }

    @Override
    public int size() {
        return current.get().size();
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
