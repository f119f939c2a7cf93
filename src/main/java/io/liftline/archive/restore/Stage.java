package io.liftline.archive.restore;

import io.liftline.archive.parquet.ArchivedColumn;
import io.liftline.archive.parquet.Contents;
import io.liftline.archive.parquet.Figures;
import io.liftline.archive.parquet.Manifest;
import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.store.ObjectStore;
import io.liftline.database.Query;
import io.liftline.parquet.WorkFiles;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;

/// Rows of an object in a temporary table, within a transaction of the caller. The end of the transaction
/// drops it.
///
/// @param connection the connection of the transaction
/// @param contents what the object holds
/// @param columns its columns, in the order of the temporary table
/// @param rows the number of rows in the temporary table
/// @param range the times of the rows
record Stage(Connection connection, Contents contents, List<ArchivedColumn> columns, long rows, TimeRange range) {

    private static final String TELEMETRY = "esp_telemetry";

    /// Loads the rows of an object that lie in a range.
    ///
    /// @param table the table whose types the columns get
    /// @throws DifferentContentException if the bytes of the object are not those of the manifest, or the
    ///     table lacks a column that has values in the object
    static Stage load(
            Connection connection,
            ObjectStore store,
            ParquetFiles parquet,
            WorkFiles work,
            Manifest manifest,
            String table,
            TimeRange range)
            throws SQLException, IOException {
        Contents contents = manifest.contents();
        List<ArchivedColumn> columns = columns(connection, contents, table);
        Path file = work.file("object.parquet");
        Path csv = work.file("restored.csv");
        try {
            StoredParquet.fetch(store, manifest.fingerprint(), file);
            parquet.extract(file, columns, range.from(), range.to(), csv);
            Query.execute(connection, RestoreSql.UNLIMITED_DECOMPRESSION);
            Query.execute(connection, RestoreSql.DROP_STAGE);
            Query.execute(connection, RestoreSql.stage(table, columns));
            try (InputStream rows = Files.newInputStream(csv)) {
                long copied = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(RestoreSql.copy(columns), rows);
                return new Stage(connection, contents, columns, copied, range);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(csv);
        }
    }

    /// The figures of the rows.
    Figures figures() throws SQLException {
        String json = Query.first(connection, row -> row.getString("figures"), RestoreSql.FIGURES)
                .orElseThrow();
        return Figures.parse(json, columns);
    }

    /// Adds the rows to a table, as far as they are not there.
    RestoreCounts addTo(String table) throws SQLException {
        long restored = Query.execute(connection, RestoreSql.insert(table, columns));
        long filled = restored < rows && isTelemetry() ? fill(table) : 0;
        if (table.equals(TELEMETRY)) {
            Query.execute(connection, RestoreSql.WELLS);
        }
        return new RestoreCounts(restored, rows - restored, filled);
    }

    /// What [#addTo] would do, except for filled rows.
    RestoreCounts compareWith(String table) throws SQLException {
        long alreadyThere = Query.first(
                        connection,
                        row -> row.getLong("rows"),
                        RestoreSql.alreadyThere(table, isTelemetry() ? "well_id" : "id"),
                        Timestamp.instant(range.from()),
                        Timestamp.instant(range.to()))
                .orElseThrow();
        return new RestoreCounts(rows - alreadyThere, alreadyThere, 0);
    }

    private long fill(String table) throws SQLException {
        List<ArchivedColumn> channels = columns.stream()
                .filter(column -> Channel.of(column.name()).isPresent())
                .toList();
        return Query.execute(
                connection,
                RestoreSql.fill(table, channels),
                Timestamp.instant(range.from()),
                Timestamp.instant(range.to()));
    }

    private boolean isTelemetry() {
        return contents.hypertable().equals(TELEMETRY);
    }

    /// The columns of the object that the table has.
    private static List<ArchivedColumn> columns(Connection connection, Contents contents, String table)
            throws SQLException, DifferentContentException {
        Set<String> there =
                new HashSet<>(Query.list(connection, row -> row.getString("name"), RestoreSql.COLUMNS, table));
        for (ArchivedColumn column : contents.columns()) {
            if (!there.contains(column.name())
                    && contents.figures().of(column.name()).count() > 0) {
                throw new DifferentContentException("the table %s has no column %s, and the object has values of it"
                        .formatted(table, column.name()));
            }
        }
        return contents.columns().stream()
                .filter(column -> there.contains(column.name()))
                .toList();
    }
}
