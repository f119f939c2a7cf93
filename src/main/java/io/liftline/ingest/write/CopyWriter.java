package io.liftline.ingest.write;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/// The fast way in: one binary COPY, one transaction, for rows that are all new; blocking.
@Singleton
class CopyWriter {

    private final WriterConnections connections;

    CopyWriter(WriterConnections connections) {
        this.connections = connections;
    }

    /// Stores every key of the group, or none and throws: with SQLSTATE 23505 when one is stored already.
    ///
    /// @param rows the writer's own buffer
    void copy(CommitGroup group, CopyRows rows) throws SQLException {
        String statement = rows.statement(group);
        connections.use(connection -> {
            CopyIn copy = WriterConnections.copyIn(connection, statement);
            try {
                rows.write(group, copy);
                return copy.endCopy();
            } catch (SQLException | RuntimeException | Error e) {
                WriterConnections.cancel(copy, e);
                throw e;
            }
        });
    }
}
