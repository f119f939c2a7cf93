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

/// The connection of the readiness probe. It is not part of the pool, so that an exhausted pool is not mistaken
/// for an unreachable database.
///
/// It is opened by the first statement. If a statement gets no answer, the connection is closed, and the next
/// statement opens another.
@Singleton
public class ProbeConnection {

    /// Time limit of a statement, including the opening of a connection.
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /// Whether the session with process ID $1 has been idle for longer than the time limit of a statement. If
    /// so, the last statement on its connection did not reach the server.
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
        this(() -> pools.connect("liftline-probe"), () -> silent.fire(new DatabaseUnresponsive()));
        pool.size(); // creates the pool, whose connection options the probe uses
    }

    /// @param connect opens a connection
    /// @param silent called when the database has stopped answering
    ProbeConnection(Supplier<Future<PgConnection>> connect, Runnable silent) {
        this.connect = connect;
        this.silent = silent;
    }

    /// Runs a statement and returns the first row of its result.
    ///
    /// Fails if there is no answer within 2 s. If the connection was lost since the last statement, the
    /// statement runs on a new one.
    public Uni<Row> ask(String question) {
        return Uni.createFrom()
                .deferred(() -> once(question))
                .onFailure(
                        failure -> DatabaseFailure.isLostConnection(failure) && !DatabaseFailure.isUnanswered(failure))
                .retry()
                .atMost(1);
    }

    /// Closes the connection. The next statement opens another.
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

    /// Checks on a new connection why a statement on this one got no answer, and then closes this one. It stays
    /// open until then because the check reads its session. The check reads no table, so it waits for no lock.
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
