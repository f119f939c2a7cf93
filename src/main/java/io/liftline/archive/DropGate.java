package io.liftline.archive;

import io.liftline.database.Query;
import java.sql.Connection;
import java.sql.SQLException;

/// Calls the function of the database that drops an archived chunk after it has checked the catalogue and
/// counted the rows itself.
///
/// @param connection a connection of the service's role, in autocommit mode
record DropGate(Connection connection) {

    private static final String DROP = """
            SELECT liftline_drop_chunk(?, ?, ?) AS outcome
            """;

    /// Called by [ChunkState.Verified#drop] only.
    ///
    /// @throws SQLException 55P03 if another session holds a lock on the chunk
    DropOutcome drop(ChunkState.Verified verified) throws SQLException {
        ChunkVersion chunk = verified.chunk();
        return Query.first(
                        connection,
                        row -> DropOutcome.of(row.getString("outcome")),
                        DROP,
                        chunk.hypertable().table(),
                        chunk.chunk(),
                        chunk.version())
                .orElseThrow();
    }
}
