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

/// The fast way in: one binary COPY, one transaction, for rows that are all new; blocking.
@Singleton
class CopyWriter {

    private static final int CONNECTIONS_THAT_MAY_BE_STALE = 4;
    private static final String READ_ONLY_TRANSACTION = "25006";

    private final AgroalDataSource dataSource;

    CopyWriter(@DataSource("copy") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Stores every row of the group, or none and throws: with SQLSTATE 23505 when one is stored already.
    ///
    /// @param rows the writer's own buffer
    void copy(CommitGroup group, CopyRows rows) throws SQLException {
        String statement = rows.statement(group);
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                CopyIn copy = begin(connection, statement);
                send(group, rows, copy, connection);
                return;
            } catch (NotBegunException e) {
                if (attempt == CONNECTIONS_THAT_MAY_BE_STALE) {
                    throw e.reason;
                }
            }
        }
    }

    /// A pooled connection may have died since it was used last, or lead to a server that takes no writes
    /// any more. Before the first row is sent that is no failure: nothing can have been stored, the next
    /// connection does it.
    private static CopyIn begin(Connection connection, String statement) throws SQLException, NotBegunException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        } catch (SQLException e) {
            if (DatabaseFailure.isLostConnection(e)
                    || DatabaseFailure.sqlState(e).equals(READ_ONLY_TRANSACTION)) {
                discard(connection, e);
                throw new NotBegunException(e);
            }
            throw e;
        }
    }

    private static void send(CommitGroup group, CopyRows rows, CopyIn copy, Connection connection) throws SQLException {
        try {
            rows.write(group, copy);
            copy.endCopy();
        } catch (SQLException | RuntimeException | Error e) {
            if (DatabaseFailure.isLostConnection(e)) {
                discard(connection, e);
            } else {
                cancel(copy, e);
            }
            throw e;
        }
    }

    private static void cancel(CopyIn copy, Throwable reason) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
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

    private static final class NotBegunException extends Exception {

        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        NotBegunException(SQLException reason) {
            super(null, reason, false, false);
            this.reason = reason;
        }
    }
}
