package io.liftline.database;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connection on which the service asks whether the database is well. It is not one of the pool, so that a
/// pool whose connections are all busy does not look like a database that is away.
///
/// It is opened by the first question. After a question without an answer it is closed, and the next question
/// opens another.
@Singleton
public class ProbeConnection {

    /// How long a question may take, the opening of a connection included.
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /// Whether the session with process ID $1 is idle, and has been for longer than a question may take: then the
    /// question that was sent on its connection did not arrive.
    private static final String NOT_ARRIVED = """
            SELECT EXISTS (
                SELECT FROM pg_stat_activity
                WHERE pid = $1
                  AND state = 'idle'
                  AND state_change < clock_timestamp() - interval '%d ms')
            """.formatted(DEADLINE.toMillis());

    private final Supplier<Future<PgConnection>> connect;
    private final Runnable silent;
    private @Nullable Future<PgConnection> current;

    @Inject
    ProbeConnection(io.vertx.mutiny.sqlclient.Pool pool, BoundedPool pools, Event<DatabaseUnresponsive> silent) {
        this(pools::connectForProbe, () -> silent.fire(new DatabaseUnresponsive()));
        pool.size(); // makes the pool, whose server this connection leads to
    }

    /// @param connect opens a connection
    /// @param silent run when the database has stopped answering
    ProbeConnection(Supplier<Future<PgConnection>> connect, Runnable silent) {
        this.connect = connect;
        this.silent = silent;
    }

    /// The first row of the answer to a question.
    ///
    /// Fails when there is no answer within 2 s. A connection that has broken since the last question is not a
    /// failure: the question is asked on a new one.
    public Uni<Row> ask(String question) {
        return Uni.createFrom()
                .deferred(() -> once(question))
                .onFailure(
                        failure -> DatabaseFailure.isLostConnection(failure) && !DatabaseFailure.isUnanswered(failure))
                .retry()
                .atMost(1);
    }

    /// Closes the connection; the next question opens another.
    public void renew() {
        Future<PgConnection> known = current();
        if (known != null) {
            forget(known);
            close(known);
        }
    }

    @PreDestroy
    void stop() {
        renew();
    }

    private Uni<Row> once(String question) {
        Future<PgConnection> mine = connection();
        Future<Row> answer =
                inTime(mine.compose(connection -> connection.query(question).execute())
                        .map(rows -> Row.newInstance(rows.iterator().next())));
        answer.onFailure(failure -> {
            forget(mine);
            if (DatabaseFailure.isUnanswered(failure)) {
                verify(mine);
            } else {
                close(mine);
            }
        });
        return Uni.createFrom().completionStage(answer::toCompletionStage);
    }

    /// Asks on a new connection why there was no answer on this one, then closes it: while it is open, its session
    /// is there to be looked at. The question reads no table, so it waits for no lock.
    private void verify(Future<PgConnection> unanswered) {
        int session = unanswered.succeeded() ? unanswered.result().processId() : 0;
        Future<PgConnection> mine = connection();
        inTime(mine.compose(connection -> connection.preparedQuery(NOT_ARRIVED).execute(Tuple.of(session)))
                        .map(rows -> rows.iterator().next().getBoolean(0)))
                .onSuccess(notArrived -> {
                    if (notArrived) {
                        silent.run();
                    }
                })
                .onFailure(failure -> {
                    forget(mine);
                    close(mine);
                    if (DatabaseFailure.isUnanswered(failure)) {
                        silent.run();
                    }
                })
                .onComplete(_ -> close(unanswered));
    }

    private static <T> Future<T> inTime(Future<T> answer) {
        return answer.timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized Future<PgConnection> connection() {
        Future<PgConnection> known = current;
        if (known == null) {
            known = connect.get();
            current = known;
            Future<PgConnection> opening = known;
            opening.onSuccess(connection -> LentConnection.silenced(connection).closeHandler(_ -> forget(opening)));
        }
        return known;
    }

    private synchronized @Nullable Future<PgConnection> current() {
        return current;
    }

    private synchronized void forget(Future<PgConnection> connection) {
        if (current == connection) {
            current = null;
        }
    }

    private static void close(Future<PgConnection> connection) {
        connection.onSuccess(PgConnection::close);
    }
}
