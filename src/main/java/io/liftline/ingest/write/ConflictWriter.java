package io.liftline.ingest.write;

import io.liftline.database.DatabaseFailure;
import io.liftline.ingest.write.WriterConnections.NotBegunException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/// The way in for rows that may be stored already: one [ConflictTransaction]; blocking.
@Singleton
class ConflictWriter {

    private final WriterConnections connections;

    ConflictWriter(WriterConnections connections) {
        this.connections = connections;
    }

    /// Stores the group under the rules of its members, and tells what became of each row.
    ///
    /// @param rows the writer's own buffer
    WriteTally write(CommitGroup group, CopyRows rows) throws SQLException {
        return connections.use(connection -> {
            connection.setAutoCommit(false);
            WriteTally tally = run(new ConflictTransaction(connection, group, rows), connection);
            connection.commit();
            connection.setAutoCommit(true);
            return tally;
        });
    }

    private static WriteTally run(ConflictTransaction transaction, Connection connection)
            throws SQLException, NotBegunException {
        try {
            return transaction.run();
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
}
