package io.liftline.ingest.write;

import io.agroal.api.AgroalDataSource;
import io.liftline.database.DatabaseFailure;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/// The connections of the writers, lent for one piece of work at a time; blocking.
///
/// A pooled connection may have died since it was used last, or lead to a server that takes no writes any more.
/// As long as nothing can have been stored that is no failure: the work begins again on the next connection.
@Singleton
class WriterConnections {

    private final AgroalDataSource dataSource;

    /// One more than the pool holds: all that are in it may be stale at once, as after a restart of the server.
    private final int attempts;

    WriterConnections(@DataSource("copy") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        attempts =
                1 + dataSource.getConfiguration().connectionPoolConfiguration().maxSize();
    }

    /// What is done with a connection.
    @FunctionalInterface
    interface Work<T> {

        /// Does it.
        ///
        /// @throws NotBegunException when the connection was of no use and nothing can have been stored
        T on(Connection connection) throws SQLException, NotBegunException;
    }

    /// Does the work on a connection.
    ///
    /// @throws NoConnectionException when there is none to be had
    <T> T use(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = acquire()) {
                return perform(work, connection);
            } catch (NotBegunException e) {
                if (attempt == attempts) {
                    throw DatabaseFailure.isLostConnection(e.reason) ? new NoConnectionException(e.reason) : e.reason;
                }
            }
        }
    }

    /// Begins a COPY before which nothing was committed.
    static CopyIn copyIn(Connection connection, String statement) throws SQLException, NotBegunException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        } catch (SQLException e) {
            if (isUseless(e)) {
                throw new NotBegunException(e);
            }
            throw e;
        }
    }

    /// Ends a COPY that failed, unless its connection is lost.
    static void cancel(CopyIn copy, Throwable reason) {
        try {
            if (!DatabaseFailure.isLostConnection(reason) && copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// Whether a failure is the connection's own: it broke, or leads to a server that takes no writes.
    static boolean isUseless(SQLException failure) {
        return DatabaseFailure.isLostConnection(failure) || DatabaseFailure.isReadOnly(failure);
    }

    private Connection acquire() throws NoConnectionException {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new NoConnectionException(e);
        }
    }

    private static <T> T perform(Work<T> work, Connection connection) throws SQLException, NotBegunException {
        try {
            return work.on(connection);
        } catch (NotBegunException e) {
            discard(connection, e.reason);
            throw e;
        } catch (SQLException e) {
            if (isUseless(e)) {
                discard(connection, e);
            }
            throw e;
        }
    }

    /// The pool does not see what fails behind its back: the broken connection is shown to it once more, so
    /// that it does not lend it again.
    private static void discard(Connection connection, Throwable reason) {
        try {
            connection.unwrap(PgConnection.class).abort(Runnable::run);
            connection.createStatement().close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// No connection could be had: the database cannot be reached now.
    static final class NoConnectionException extends SQLException {

        private static final long serialVersionUID = 1L;

        NoConnectionException(SQLException reason) {
            super(reason.getMessage(), reason.getSQLState(), reason);
        }
    }

    /// The connection was of no use, and nothing can have been stored.
    static final class NotBegunException extends Exception {

        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        NotBegunException(SQLException reason) {
            super(null, reason, false, false);
            this.reason = reason;
        }
    }
}
