package io.liftline.problem;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/// Tells a database that cannot serve now from one that was asked something wrong.
final class DatabaseFailure {

    private static final String READ_ONLY_SQL_TRANSACTION = "25006";

    private DatabaseFailure() {}

    /// Whether the database refused a write because it takes none.
    static boolean isReadOnly(Throwable failure) {
        return failure instanceof PgException postgres && READ_ONLY_SQL_TRANSACTION.equals(postgres.getSqlState());
    }

    /// Whether the same request may well succeed later: no connection, no free connection, a statement that
    /// timed out, a server that shuts down, is full or read-only (SQLSTATE classes 08, 25006, 53, 55P03,
    /// 57, 58, 40).
    static boolean isPassing(Throwable failure) {
        if (failure instanceof PgException postgres) {
            String state = String.valueOf(postgres.getSqlState());
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
                || failure instanceof ClosedConnectionException
                || failure instanceof TimeoutException
                || failure instanceof io.smallrye.mutiny.TimeoutException
                || isPoolFailure(failure);
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
