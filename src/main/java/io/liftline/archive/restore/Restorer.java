package io.liftline.archive.restore;

import io.liftline.archive.parquet.Contents;
import io.liftline.archive.parquet.Figures;
import io.liftline.archive.parquet.Manifest;
import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.store.ObjectStore;
import io.liftline.parquet.WorkFiles;
import io.liftline.telemetry.TimeRange;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Reads objects of the store into tables. Its methods block, and run within a transaction of the caller,
/// which decides whether anything stays.
///
/// @param store the store
/// @param parquet reads Parquet files
/// @param directory where temporary files may be
public record Restorer(ObjectStore store, ParquetFiles parquet, Path directory) {

    /// Adds the rows of an object to a table, as far as they are not there. Doing it twice changes nothing
    /// more. A row that is there stays; if it is a sample, channels without a value get the one of the
    /// object.
    ///
    /// @param range the rows to restore
    public RestoreCounts restore(Connection connection, Manifest manifest, String table, TimeRange range)
            throws SQLException, IOException {
        try (WorkFiles work = WorkFiles.in(directory)) {
            return load(connection, work, manifest, table, range).addTo(table);
        }
    }

    /// What [#restore] would do, except for filled channels.
    public RestoreCounts preview(Connection connection, Manifest manifest, String table, TimeRange range)
            throws SQLException, IOException {
        try (WorkFiles work = WorkFiles.in(directory)) {
            return load(connection, work, manifest, table, range).compareWith(table);
        }
    }

    /// Restores an object into a temporary table and compares its rows with the manifest.
    ///
    /// @return what differs, a line for each difference; empty if nothing does
    /// @throws DifferentContentException if its bytes are not those of the manifest
    public List<String> drill(Connection connection, Manifest manifest) throws SQLException, IOException {
        try (WorkFiles work = WorkFiles.in(directory)) {
            Contents contents = manifest.contents();
            Stage stage = load(connection, work, manifest, contents.hypertable(), contents.range());
            Figures restored = stage.figures();
            return contents.figures().differences(restored, stage.columns());
        }
    }

    private Stage load(Connection connection, WorkFiles work, Manifest manifest, String table, TimeRange range)
            throws SQLException, IOException {
        return Stage.load(connection, store, parquet, work, manifest, table, range);
    }
}
