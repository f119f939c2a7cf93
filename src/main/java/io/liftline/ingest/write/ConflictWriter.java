package io.liftline.ingest.write;

import io.liftline.database.DatabaseFailure;
import io.liftline.ingest.write.WriterConnections.NotBegunException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/// Writes groups whose rows may be stored already, each by one [ConflictTransaction]. Its methods block.
@Singleton
class ConflictWriter {

    private final WriterConnections connections;

    ConflictWriter(WriterConnections connections) {
        this.connections = connections;
    }

    /// Stores the group by the rules of its members, and counts the outcome of each row.
    ///
    /// @param rows the buffer of the calling writer
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
