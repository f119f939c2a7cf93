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

/// Lends the pooled connections of the writers, for one unit of work at a time. Its methods block.
///
/// A pooled connection may have been lost since its last use, or lead to a server that has become read-only. If
/// nothing can have been stored yet, this is not an error: the work is repeated on the next connection.
@Singleton
class WriterConnections {

    private final AgroalDataSource dataSource;

    /// One more than the size of the pool, because all its connections may be lost, for example after a restart
    /// of the server.
    private final int attempts;

    WriterConnections(@DataSource("copy") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        attempts =
                1 + dataSource.getConfiguration().connectionPoolConfiguration().maxSize();
    }

    /// Work on a connection.
    @FunctionalInterface
    interface Work<T> {

        /// Performs the work.
        ///
        /// @throws NotBegunException if the connection was unusable and nothing can have been stored
        T on(Connection connection) throws SQLException, NotBegunException;
    }

    /// Performs the work on a connection.
    ///
    /// @throws NoConnectionException if no connection can be opened
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

    /// Sends the rows of a COPY.
    @FunctionalInterface
    interface RowSource {
        void writeTo(CopyIn copy) throws SQLException;
    }

    /// Runs a COPY on a connection on which nothing has been committed yet. If it fails, it is cancelled.
    ///
    /// @return the number of rows
    static long copy(Connection connection, String statement, RowSource rows) throws SQLException, NotBegunException {
        CopyIn copy = begin(connection, statement);
        try {
            rows.writeTo(copy);
            return copy.endCopy();
        } catch (SQLException | RuntimeException | Error e) {
            cancel(copy, e);
            throw e;
        }
    }

    private static CopyIn begin(Connection connection, String statement) throws SQLException, NotBegunException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        } catch (SQLException e) {
            if (isUseless(e)) {
                throw new NotBegunException(e);
            }
            throw e;
        }
    }

    /// Does nothing if the connection is lost.
    private static void cancel(CopyIn copy, Throwable reason) {
        try {
            if (!DatabaseFailure.isLostConnection(reason) && copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// Work of one transaction.
    @FunctionalInterface
    interface TransactionWork<T> {

        /// Performs the work.
        ///
        /// @throws NotBegunException if the connection was unusable and nothing can have been stored
        T run() throws SQLException, NotBegunException;
    }

    /// Performs the work in one transaction, and commits it.
    static <T> T inTransaction(Connection connection, TransactionWork<T> work) throws SQLException, NotBegunException {
        connection.setAutoCommit(false);
        T result = rolledBackOnFailure(connection, work);
        connection.commit();
        connection.setAutoCommit(true);
        return result;
    }

    private static <T> T rolledBackOnFailure(Connection connection, TransactionWork<T> work)
            throws SQLException, NotBegunException {
        try {
            return work.run();
        } catch (SQLException e) {
            rollBack(connection, e);
            if (DatabaseFailure.isReadOnly(e)) {
                throw new NotBegunException(e);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        if (DatabaseFailure.isLostConnection(reason)) {
            return;
        }
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// Whether the connection is unusable: it is lost, or leads to a read-only server.
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

    /// The pool does not notice a failure of the unwrapped connection. After the abort, a call on the pooled
    /// connection fails too, so the pool discards it.
    private static void discard(Connection connection, Throwable reason) {
        try {
            connection.unwrap(PgConnection.class).abort(Runnable::run);
            connection.createStatement().close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// No connection could be opened: the database cannot be reached.
    static final class NoConnectionException extends SQLException {

        private static final long serialVersionUID = 1L;

        NoConnectionException(SQLException reason) {
            super(reason.getMessage(), reason.getSQLState(), reason);
        }
    }

    /// The connection was unusable, and nothing can have been stored.
    static final class NotBegunException extends Exception {

        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        NotBegunException(SQLException reason) {
            super(null, reason, false, false);
            this.reason = reason;
        }
    }
}
