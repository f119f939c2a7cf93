package io.liftline.ingest.write;

import jakarta.inject.Singleton;
import java.sql.SQLException;

/// Writes groups whose rows may be stored already, each by one [ConflictTransaction]. Its methods block.
@Singleton
class ConflictWriter {

    private final WriterConnections connections;
    private final LateHours lateHours;

    ConflictWriter(WriterConnections connections, LateHours lateHours) {
        this.connections = connections;
        this.lateHours = lateHours;
    }

    /// Stores the group by the rules of its members, and counts the outcome of each row.
    ///
    /// @param rows the buffer of the calling writer
    WriteTally write(CommitGroup group, CopyRows rows) throws SQLException {
        return connections.use(connection -> WriterConnections.inTransaction(connection, () -> {
            WriteTally tally = new ConflictTransaction(connection, group, rows).run();
            lateHours.mark(connection, group);
            return tally;
        }));
    }
}
