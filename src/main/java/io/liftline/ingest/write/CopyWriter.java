package io.liftline.ingest.write;

import io.liftline.ingest.write.WriterConnections.NotBegunException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

/// Writes groups whose rows are all new, each by one binary COPY in its own transaction. Its methods block.
@Singleton
class CopyWriter {

    private final WriterConnections connections;
    private final StoredTypes types;
    private final LateHours lateHours;

    CopyWriter(WriterConnections connections, StoredTypes types, LateHours lateHours) {
        this.connections = connections;
        this.types = types;
        this.lateHours = lateHours;
    }

    /// Whether the channels have the type whose binary format [CopyRows] writes.
    boolean isPossible() {
        return types.areDoubles();
    }

    /// Stores all keys of the group, or none. Throws with SQLSTATE 23505 if one is stored already.
    ///
    /// @param rows the buffer of the calling writer
    void copy(CommitGroup group, CopyRows rows) throws SQLException {
        String statement = rows.statement(group);
        List<OffsetDateTime> late = lateHours.of(group);
        if (late.isEmpty()) {
            connections.use(connection -> copy(connection, statement, group, rows));
        } else {
            connections.use(connection -> WriterConnections.inTransaction(connection, () -> {
                long copied = copy(connection, statement, group, rows);
                lateHours.mark(connection, late);
                return copied;
            }));
        }
    }

    private static long copy(Connection connection, String statement, CommitGroup group, CopyRows rows)
            throws SQLException, NotBegunException {
        return WriterConnections.copy(connection, statement, copy -> rows.write(group, copy));
    }
}
