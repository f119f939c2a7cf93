package io.liftline.database;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/// Reads the failures of both drivers: by their SQLSTATE where there is one, else by their type.
public final class DatabaseFailure {

    private DatabaseFailure() {}

    /// What the failure says about trying again; empty when it does not come from the database or its drivers.
    ///
    /// What has no SQLSTATE was found by a driver or a pool: no connection, no free connection, no answer in
    /// time.
    public static Optional<FailureKind> kind(Throwable thrown) {
        String code = sqlState(thrown);
        if (!code.isEmpty()) {
            return Optional.of(SqlState.of(code).kind());
        }
        Throwable failure = unwrapped(thrown);
        boolean ofTheDriver = failure instanceof IOException
                || failure instanceof SQLException
                || failure instanceof ClosedConnectionException
                || isTimeout(failure)
                || isPoolFailure(failure);
        return ofTheDriver ? Optional.of(FailureKind.GONE) : Optional.empty();
    }

    /// Whether the same request may succeed later.
    public static boolean isPassing(Throwable failure) {
        return kind(failure).filter(kind -> kind != FailureKind.REFUSED).isPresent();
    }

    /// Whether there is no connection, or there was one and it broke: the next statement on it fails as well.
    public static boolean isLostConnection(Throwable failure) {
        return kind(failure).filter(FailureKind.GONE::equals).isPresent();
    }

    /// Whether there was no answer in time: to a statement, to a connection that was asked for, or from a pool
    /// whose connections all wait for one.
    public static boolean isUnanswered(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        return isTimeout(failure)
                || failure instanceof ConnectTimeoutException
                || (isPoolFailure(failure)
                        && String.valueOf(failure.getMessage()).startsWith("Timeout"));
    }

    /// Whether the database rolled this transaction back in favour of another (deadlock, serialization):
    /// nothing of it is stored, and trying again is right.
    public static boolean isRolledBackForOthers(Throwable failure) {
        SqlState state = state(failure);
        return state == SqlState.DEADLOCK_DETECTED || state == SqlState.SERIALIZATION_FAILURE;
    }

    /// Whether the statement ran into `statement_timeout`, or somebody cancelled it.
    public static boolean isCancelled(Throwable failure) {
        return state(failure) == SqlState.QUERY_CANCELED;
    }

    /// Whether the database refused a write because it takes none.
    public static boolean isReadOnly(Throwable failure) {
        return state(failure) == SqlState.READ_ONLY_SQL_TRANSACTION;
    }

    /// Where the failure stands in the table of SQLSTATEs; [SqlState#OTHER] when it has no SQLSTATE.
    public static SqlState state(Throwable failure) {
        return SqlState.of(sqlState(failure));
    }

    /// The SQLSTATE that the server or the driver gave, empty when there is none.
    public static String sqlState(Throwable failure) {
        String state = switch (unwrapped(failure)) {
            case PgException postgres -> postgres.getSqlState();
            case SQLException jdbc -> jdbc.getSQLState();
            default -> null;
        };
        return state == null ? "" : state;
    }

    /// A checked exception comes as the cause of another to whoever waits for an answer.
    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof io.smallrye.mutiny.TimeoutException;
    }

    /// The client reports a closed connection and a full or timed-out pool as bare Vert.x exceptions.
    private static boolean isPoolFailure(Throwable failure) {
        return failure instanceof VertxException || failure instanceof NoStackTraceThrowable;
    }
}
