package io.liftline.database;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/// Classifies the failures of both drivers: by SQLSTATE, or by type if there is none.
public final class DatabaseFailure {

    private DatabaseFailure() {}

    /// Whether a retry may succeed. Empty if the failure does not come from the database or its drivers.
    ///
    /// A failure without a SQLSTATE was detected by a driver or a pool: no connection, no free connection, or
    /// no answer in time.
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

    /// Whether a retry of the same request may succeed later.
    public static boolean isPassing(Throwable failure) {
        return kind(failure).filter(kind -> kind != FailureKind.REFUSED).isPresent();
    }

    /// Whether the connection could not be opened or is lost, so that further statements on it fail, too.
    public static boolean isLostConnection(Throwable failure) {
        return kind(failure).filter(FailureKind.GONE::equals).isPresent();
    }

    /// Whether there was no answer in time: to a statement, while opening a connection, or while acquiring one
    /// from a pool whose connections are all busy.
    public static boolean isUnanswered(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        return isTimeout(failure)
                || failure instanceof ConnectTimeoutException
                || (isPoolFailure(failure)
                        && String.valueOf(failure.getMessage()).startsWith("Timeout"));
    }

    /// Whether the database rolled this transaction back because of a deadlock or a serialization failure.
    /// Nothing of it is stored, and it should be retried.
    public static boolean isRolledBackForOthers(Throwable failure) {
        SqlState state = state(failure);
        return state == SqlState.DEADLOCK_DETECTED || state == SqlState.SERIALIZATION_FAILURE;
    }

    /// Whether the statement exceeded `statement_timeout` or was cancelled.
    public static boolean isCancelled(Throwable failure) {
        return state(failure) == SqlState.QUERY_CANCELED;
    }

    /// Whether a rule of the table rejected a row. The other rows of the statement may be stored without it.
    public static boolean isRowRefused(Throwable failure) {
        return switch (state(failure)) {
            case INTEGRITY_CONSTRAINT_VIOLATION,
                    UNIQUE_VIOLATION,
                    STRING_DATA_RIGHT_TRUNCATION,
                    NUMERIC_VALUE_OUT_OF_RANGE,
                    RAISE_EXCEPTION -> true;
            default -> false;
        };
    }

    /// Whether a write was rejected because the server is read-only.
    public static boolean isReadOnly(Throwable failure) {
        return state(failure) == SqlState.READ_ONLY_SQL_TRANSACTION;
    }

    /// The failure's entry in the table of SQLSTATEs; [SqlState#OTHER] if it has no SQLSTATE.
    public static SqlState state(Throwable failure) {
        return SqlState.of(sqlState(failure));
    }

    /// The SQLSTATE of the server or the driver. Empty if there is none.
    public static String sqlState(Throwable failure) {
        String state = switch (unwrapped(failure)) {
            case PgException postgres -> postgres.getSqlState();
            case SQLException jdbc -> jdbc.getSQLState();
            default -> null;
        };
        return state == null ? "" : state;
    }

    /// Futures wrap an exception in a [CompletionException].
    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof io.smallrye.mutiny.TimeoutException;
    }

    /// The client reports closed connections and exhausted pools as Vert.x exceptions without a more specific
    /// type. A connection of HTTP that was closed has one.
    private static boolean isPoolFailure(Throwable failure) {
        boolean ofHttp = failure instanceof HttpClosedException || failure instanceof StreamResetException;
        return !ofHttp && (failure instanceof VertxException || failure instanceof NoStackTraceThrowable);
    }
}
