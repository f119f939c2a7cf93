package io.liftline.database;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Promise;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// A statement that can be cancelled in PostgreSQL, for callers that may not wait for its result.
///
/// A cancellation is sent on another connection of the pool. A statement that has ended waits for a cancellation
/// that is being sent, and only then returns its connection and ends for its caller. So a cancellation never hits the
/// next statement of the connection: a server process ignores it between two statements.
///
/// A statement does not wait for a cancellation that has no connection yet, and such a one is not sent any more.
/// Otherwise as many cancelled statements as the pool has connections would keep all of them, and their
/// cancellations, like everybody else, would get none.
///
/// @param <T> its result
public final class CancellableStatement<T> {

    private static final Logger LOG = Logger.getLogger(CancellableStatement.class);
    private static final String CANCEL = "SELECT pg_cancel_backend($1)";

    private final Pool pool;
    private final Function<SqlConnection, Uni<T>> statement;
    private OptionalInt backend = OptionalInt.empty();
    private boolean cancelled;
    private boolean ended;

    /// The cancellation that is being sent; completed when the server has answered.
    private Optional<Promise<Void>> signal = Optional.empty();

    /// @param statement runs once, on a connection that was acquired explicitly. If a statement is given to the
    ///     pool itself and no connection is available, the client logs a stack trace (vertx-sql-client, issue
    ///     1706)
    CancellableStatement(Pool pool, Function<SqlConnection, Uni<T>> statement) {
        this.pool = pool;
        this.statement = statement;
    }

    /// Runs it. Fails with [CancellationException] if it was cancelled before it began.
    ///
    /// If the subscription is cancelled, for example after a deadline, the statement goes on: only [#cancel] ends
    /// it. Otherwise the pool would lend its connection to others while the statement is still in progress.
    ///
    /// Each stage of a [Uni] captures and restores the context of the request, which costs more than a small
    /// statement. So there are few.
    public Uni<T> run() {
        return Uni.createFrom().emitter(emitter -> {
            if (isCancelled()) {
                emitter.fail(unneeded());
                return;
            }
            pool.getDelegate()
                    .getConnection()
                    .onSuccess(lent -> on(SqlConnection.newInstance(lent), emitter))
                    .onFailure(emitter::fail);
        });
    }

    private void on(SqlConnection connection, UniEmitter<? super T> emitter) {
        if (!begins(connection)) {
            connection.getDelegate().close();
            emitter.fail(unneeded());
            return;
        }
        begun(connection)
                .subscribe()
                .with(
                        item -> ended(connection, () -> emitter.complete(item)),
                        failure -> ended(connection, () -> emitter.fail(failure)));
    }

    private static CancellationException unneeded() {
        return new CancellationException("the statement was cancelled before it began");
    }

    private Uni<T> begun(SqlConnection connection) {
        try {
            return statement.apply(connection);
        } catch (RuntimeException e) {
            return Uni.createFrom().failure(e);
        }
    }

    private void ended(SqlConnection connection, Runnable afterwards) {
        Optional<Promise<Void>> sent = settled();
        if (sent.isEmpty()) {
            connection.getDelegate().close();
            afterwards.run();
            return;
        }
        sent.get().future().onComplete(_ -> {
            connection.getDelegate().close();
            afterwards.run();
        });
    }

    /// Cancels it, unless it has ended. If this fails, it runs until its own deadline.
    public void cancel() {
        firstCancel()
                .ifPresent(process -> pool.getDelegate()
                        .getConnection()
                        .onSuccess(lent -> cancel(process, lent))
                        .onFailure(CancellableStatement::notCancelled));
    }

    private void cancel(int process, io.vertx.sqlclient.SqlConnection lent) {
        Optional<Promise<Void>> sending = sends();
        if (sending.isEmpty()) {
            lent.close();
            return;
        }
        lent.preparedQuery(CANCEL)
                .execute(Tuple.of(process))
                .onFailure(CancellableStatement::notCancelled)
                .onComplete(_ -> {
                    lent.close();
                    sending.get().complete();
                });
    }

    private static void notCancelled(Throwable failure) {
        LOG.debugf("Statement not cancelled: reason=\"%s\"", failure.getMessage());
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized boolean begins(SqlConnection connection) {
        backend = OptionalInt.of(((PgConnection) connection.getDelegate()).processId());
        return !cancelled;
    }

    /// The server process that a cancellation has to end; empty if there is none, or it was cancelled before.
    private synchronized OptionalInt firstCancel() {
        if (cancelled || ended) {
            return OptionalInt.empty();
        }
        cancelled = true;
        return backend;
    }

    /// Begins to send the cancellation, unless the statement has ended.
    private synchronized Optional<Promise<Void>> sends() {
        if (!ended) {
            signal = Optional.of(Promise.promise());
        }
        return signal;
    }

    private synchronized Optional<Promise<Void>> settled() {
        ended = true;
        return signal;
    }
}
