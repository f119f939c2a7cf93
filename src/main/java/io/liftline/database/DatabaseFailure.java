package io.liftline.database;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/// Tells a database that cannot serve now from one that was asked something wrong, for both drivers.
public final class DatabaseFailure {

    private static final String READ_ONLY_SQL_TRANSACTION = "25006";

    private DatabaseFailure() {}

    /// Whether the database refused a write because it takes none.
    static boolean isReadOnly(Throwable failure) {
        return sqlState(failure).equals(READ_ONLY_SQL_TRANSACTION);
    }

    /// Whether the same request may well succeed later: no connection, no free connection, a statement that
    /// timed out, a server that shuts down, is full or read-only (SQLSTATE classes 08, 25006, 53, 55P03,
    /// 57, 58, 40).
    public static boolean isPassing(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        String state = sqlState(failure);
        if (!state.isEmpty()) {
            return state.startsWith("08")
                    || state.equals(READ_ONLY_SQL_TRANSACTION)
                    || state.startsWith("40")
                    || state.startsWith("53")
                    || state.equals("55P03")
                    || state.startsWith("57")
                    || state.startsWith("58")
                    || isStartUp(state);
        }
        return failure instanceof IOException
                || failure instanceof SQLException
                || failure instanceof ClosedConnectionException
                || failure instanceof TimeoutException
                || failure instanceof io.smallrye.mutiny.TimeoutException
                || isPoolFailure(failure);
    }

    /// Whether there is no connection, or there was and it broke: the next statement fares no better. What
    /// the pools report has no SQLSTATE.
    public static boolean isLostConnection(Throwable failure) {
        String state = sqlState(failure);
        return state.isEmpty() ? isPassing(failure) : state.startsWith("08") || state.startsWith("57P");
    }

    /// Whether there was no answer in time: to a statement, to a connection that was asked for, or from a pool
    /// whose connections all wait for one.
    public static boolean isUnanswered(Throwable thrown) {
        Throwable failure = unwrapped(thrown);
        return failure instanceof TimeoutException
                || failure instanceof io.smallrye.mutiny.TimeoutException
                || failure instanceof ConnectTimeoutException
                || (isPoolFailure(failure)
                        && String.valueOf(failure.getMessage()).startsWith("Timeout"));
    }

    /// Whether the database gave this transaction up in favour of another (deadlock, serialization): nothing
    /// of it is stored, and trying again is right.
    public static boolean isRolledBackForOthers(Throwable failure) {
        return sqlState(failure).equals("40P01") || sqlState(failure).equals("40001");
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

    /// Who waits for an answer gets a checked exception as the cause of another.
    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /// A role or database that is gone, or not there yet: the owner is at work.
    private static boolean isStartUp(String state) {
        return state.startsWith("28") || state.equals("3D000");
    }

    /// The client reports a closed connection and a full or timed-out pool as bare Vert.x exceptions.
    private static boolean isPoolFailure(Throwable failure) {
        return failure instanceof VertxException || failure instanceof NoStackTraceThrowable;
    }
}
