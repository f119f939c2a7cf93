package io.liftline.database;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// A statement that can be cancelled in PostgreSQL, for callers that may not wait for its result.
///
/// Its connection is returned to the pool only after the statement has ended and the cancellation, if there is
/// one, has reached the server. So a cancellation never hits the next statement of the connection: a server
/// process ignores it between two statements.
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
    private Optional<Uni<Void>> cancelling = Optional.empty();

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
        return Uni.createFrom()
                .emitter(emitter -> pool.getDelegate()
                        .getConnection()
                        .onSuccess(lent -> on(SqlConnection.newInstance(lent), emitter))
                        .onFailure(emitter::fail));
    }

    private void on(SqlConnection connection, UniEmitter<? super T> emitter) {
        if (!begins(connection)) {
            emitter.fail(new CancellationException("the statement was cancelled before it began"));
            giveBack(connection);
            return;
        }
        begun(connection)
                .subscribe()
                .with(
                        item -> {
                            giveBack(connection);
                            emitter.complete(item);
                        },
                        failure -> {
                            giveBack(connection);
                            emitter.fail(failure);
                        });
    }

    private Uni<T> begun(SqlConnection connection) {
        try {
            return statement.apply(connection);
        } catch (RuntimeException e) {
            return Uni.createFrom().failure(e);
        }
    }

    /// Returns the connection when the cancellation, if there is one, has reached the server.
    private void giveBack(SqlConnection connection) {
        Optional<Uni<Void>> before = settled();
        if (before.isEmpty()) {
            connection.getDelegate().close();
        } else {
            before.get().subscribe().with(_ -> connection.getDelegate().close());
        }
    }

    /// Cancels it, unless it has ended.
    public synchronized void cancel() {
        if (cancelled || ended) {
            return;
        }
        cancelled = true;
        backend.ifPresent(process -> {
            Uni<Void> signal = signal(process).memoize().indefinitely();
            cancelling = Optional.of(signal);
            signal.subscribe().with(_ -> {});
        });
    }

    private synchronized boolean begins(SqlConnection connection) {
        backend = OptionalInt.of(((PgConnection) connection.getDelegate()).processId());
        return !cancelled;
    }

    private synchronized Optional<Uni<Void>> settled() {
        ended = true;
        return cancelling;
    }

    /// If this fails, the statement runs until its own deadline.
    private Uni<Void> signal(int process) {
        return pool.withConnection(
                        connection -> connection.preparedQuery(CANCEL).execute(Tuple.of(process)))
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("Statement not cancelled: reason=\"%s\"", failure.getMessage());
                    return null;
                });
    }
}
