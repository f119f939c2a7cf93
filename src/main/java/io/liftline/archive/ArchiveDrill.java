package io.liftline.archive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.liftline.archive.parquet.Manifest;
import io.liftline.database.Query;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Restores a random verified object into a temporary table and compares its rows with its manifest.
///
/// @param archive the store
record ArchiveDrill(Archive archive) {

    private static final String RANDOM = """
            SELECT hypertable, chunk, version
            FROM chunk_archive
            WHERE state IN ('verified', 'dropped')
            ORDER BY random()
            LIMIT 1
            """;

    /// Runs a drill.
    ///
    /// @return the object, the rows, and the differences, as a JSON object; without an object if there is
    ///     none yet
    /// @throws IOException if the object is missing, damaged, or has other rows than its manifest says
    ObjectNode run(Connection connection) throws SQLException, IOException {
        Optional<Manifest> drawn = draw(connection);
        if (drawn.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        Manifest manifest = drawn.get();
        connection.setAutoCommit(false);
        try {
            List<String> differences = archive.restorer().drill(connection, manifest);
            if (!differences.isEmpty()) {
                throw new IOException(
                        manifest.object() + " differs from its manifest: " + String.join("; ", differences));
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", manifest.object())
                .put("rows", manifest.contents().figures().rows());
    }

    private Optional<Manifest> draw(Connection connection) throws SQLException {
        Catalogue catalogue = new Catalogue(connection);
        Optional<CatalogueKey> key = Query.first(
                connection,
                row -> new CatalogueKey(row.getString("hypertable"), row.getString("chunk"), row.getInt("version")),
                RANDOM);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return catalogue.find(key.get()).map(CatalogueEntry::state).flatMap(ArchiveDrill::manifest);
    }

    private static Optional<Manifest> manifest(ChunkState state) {
        return switch (state) {
            case ChunkState.Verified verified -> Optional.of(verified.export().manifest());
            case ChunkState.Dropped dropped -> Optional.of(dropped.export().manifest());
            case ChunkState.Due _, ChunkState.Exported _, ChunkState.Stored _ -> Optional.empty();
        };
    }
}
