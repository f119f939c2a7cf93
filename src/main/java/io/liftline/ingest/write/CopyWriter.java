package io.liftline.ingest.write;

import jakarta.inject.Singleton;
import java.sql.SQLException;

/// Writes groups whose rows are all new, each by one binary COPY in its own transaction. Its methods block.
@Singleton
class CopyWriter {

    private final WriterConnections connections;
    private final StoredTypes types;

    CopyWriter(WriterConnections connections, StoredTypes types) {
        this.connections = connections;
        this.types = types;
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
        connections.use(connection -> WriterConnections.copy(connection, statement, copy -> rows.write(group, copy)));
    }
}
