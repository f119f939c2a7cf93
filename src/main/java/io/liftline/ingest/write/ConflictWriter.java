package io.liftline.ingest.write;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;

/// Writes groups whose rows may be stored already, each by one [ConflictTransaction]. Its methods block.
///
/// After a group that changed nothing, because a client sends samples again, it first looks whether the next
/// one is stored, too. A look costs the database 9 s of CPU per million rows, a write that changes nothing 15
/// (docs/ingest-figures.md).
@Singleton
class ConflictWriter {

    private final WriterConnections connections;
    private final LateHours lateHours;
    private volatile boolean isSentAgain;

    ConflictWriter(WriterConnections connections, LateHours lateHours) {
        this.connections = connections;
        this.lateHours = lateHours;
    }

    /// Stores the group by the rules of its members, and counts the outcome of each row.
    ///
    /// @param rows the buffer of the calling writer
    WriteTally write(CommitGroup group, CopyRows rows) throws SQLException {
        if (isSentAgain) {
            Optional<WriteTally> storedAlready = connections.use(connection -> WriterConnections.inTransaction(
                    connection, () -> new ConflictTransaction(connection, group, rows).ifStoredAlready()));
            if (storedAlready.isPresent()) {
                return storedAlready.get();
            }
        }
        WriteTally tally = connections.use(connection -> WriterConnections.inTransaction(connection, () -> {
            WriteTally written = new ConflictTransaction(connection, group, rows).run();
            lateHours.mark(connection, lateHours.of(group));
            return written;
        }));
        isSentAgain = tally.isAllDuplicates();
        return tally;
    }
}
