package io.liftline.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotice;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.util.concurrent.atomic.AtomicBoolean;

/// A pooled connection that reports its return to the pool, once, even if it is closed repeatedly.
final class LentConnection implements PgConnection {

    private final PgConnection connection;
    private final Runnable returned;
    private final AtomicBoolean closed = new AtomicBoolean();

    LentConnection(PgConnection connection, Runnable returned) {
        this.connection = silenced(connection);
        this.returned = returned;
    }

    /// Ignores notices of the server, such as that it shuts down. Without a handler the client prints them to
    /// standard error. The current or next statement fails anyway.
    static PgConnection silenced(PgConnection connection) {
        return connection.exceptionHandler(_ -> {});
    }

    @Override
    public Future<Void> close() {
        Future<Void> closing = connection.close();
        if (closed.compareAndSet(false, true)) {
            closing.onComplete(_ -> returned.run());
        }
        return closing;
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return connection.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return connection.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return connection.preparedQuery(sql, options);
    }

    @Override
    public Future<PreparedStatement> prepare(String sql) {
        return connection.prepare(sql);
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
        return connection.prepare(sql, options);
    }

    @Override
    public PgConnection prepare(String sql, Handler<AsyncResult<PreparedStatement>> handler) {
        connection.prepare(sql, handler);
        return this;
    }

    @Override
    public PgConnection prepare(String sql, PrepareOptions options, Handler<AsyncResult<PreparedStatement>> handler) {
        connection.prepare(sql, options, handler);
        return this;
    }

    @Override
    public Future<Transaction> begin() {
        return connection.begin();
    }

    @Override
    public void begin(Handler<AsyncResult<Transaction>> handler) {
        connection.begin(handler);
    }

    @Override
    public Transaction transaction() {
        return connection.transaction();
    }

    @Override
    public PgConnection exceptionHandler(Handler<Throwable> handler) {
        connection.exceptionHandler(handler);
        return this;
    }

    @Override
    public PgConnection closeHandler(Handler<Void> handler) {
        connection.closeHandler(handler);
        return this;
    }

    @Override
    public PgConnection notificationHandler(Handler<PgNotification> handler) {
        connection.notificationHandler(handler);
        return this;
    }

    @Override
    public PgConnection noticeHandler(Handler<PgNotice> handler) {
        connection.noticeHandler(handler);
        return this;
    }

    @Override
    public Future<Void> cancelRequest() {
        return connection.cancelRequest();
    }

    @Override
    public PgConnection cancelRequest(Handler<AsyncResult<Void>> handler) {
        connection.cancelRequest(handler);
        return this;
    }

    @Override
    public int processId() {
        return connection.processId();
    }

    @Override
    public int secretKey() {
        return connection.secretKey();
    }

    @Override
    public boolean isSSL() {
        return connection.isSSL();
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
        return connection.databaseMetadata();
    }
}
