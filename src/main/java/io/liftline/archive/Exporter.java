package io.liftline.archive;

import io.liftline.archive.parquet.ArchivedColumn;
import io.liftline.archive.parquet.Contents;
import io.liftline.archive.parquet.Figures;
import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.parquet.Sha256;
import io.liftline.database.Query;
import io.liftline.parquet.ColumnKind;
import io.liftline.parquet.WorkFiles;
import io.liftline.telemetry.Timestamp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Makes a Parquet file of the rows of a chunk. Figures and rows are read in one snapshot.
///
/// @param database connections of the service's role
/// @param parquet writes the file
/// @param schemaVersion the schema version of the program
/// @param clock the time of day
record Exporter(DataSource database, ParquetFiles parquet, String schemaVersion, InstantSource clock) {

    private static final int ROWS_BETWEEN_REPORTS = 10_000;
    private static final int FILE_BUFFER_BYTES = 64 * 1024;

    /// Exports a chunk.
    ///
    /// @param work a directory for temporary files
    /// @param target the Parquet file; it must not exist
    Export export(ChunkVersion chunk, WorkFiles work, Path target, Progress progress) throws SQLException, IOException {
        Path csv = work.file("rows.csv");
        Instant at = clock.instant();
        Contents contents = read(chunk, csv, progress);
        progress.reached(Step.ROWS_READ, chunk);
        progress.at(ChunkProgress.writing(chunk, contents.figures().rows()));
        parquet.write(csv, contents.columns(), contents.json().toString(), target);
        Files.delete(csv);
        progress.reached(Step.FILE_WRITTEN, chunk);
        return new Export(contents, chunk.object(), Files.size(target), Sha256.of(target), at);
    }

    private Contents read(ChunkVersion chunk, Path csv, Progress progress) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Query.execute(connection, ExportSql.SNAPSHOT);
                for (String setting : ExportSql.TEXT_FORMS) {
                    Query.execute(connection, setting);
                }
                progress.at(ChunkProgress.counting(chunk));
                Contents contents = contents(connection, chunk);
                copy(connection, contents, chunk, csv, progress);
                return contents;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Contents contents(Connection connection, ChunkVersion chunk) throws SQLException {
        String table = chunk.hypertable().table();
        List<ArchivedColumn> columns = Query.list(
                connection,
                row -> new ArchivedColumn(
                        row.getString("name"), row.getString("type"), ColumnKind.of(row.getString("kind"))),
                ExportSql.COLUMNS,
                table);
        String figures = Query.first(
                        connection,
                        row -> row.getString("figures"),
                        ExportSql.FIGURES,
                        table,
                        Timestamp.instant(chunk.range().from()),
                        Timestamp.instant(chunk.range().to()))
                .orElseThrow();
        return new Contents(
                table,
                chunk.chunk(),
                chunk.version(),
                chunk.range(),
                schemaVersion,
                columns,
                Figures.parse(figures, columns));
    }

    /// PostgreSQL sends each row in a message of its own.
    private static void copy(Connection connection, Contents contents, ChunkVersion chunk, Path csv, Progress progress)
            throws SQLException, IOException {
        long all = contents.figures().rows();
        String statement = ExportSql.copy(chunk, contents.columns());
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(csv), FILE_BUFFER_BYTES)) {
            long rows = 0;
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                if (rows++ % ROWS_BETWEEN_REPORTS == 0) {
                    progress.at(ChunkProgress.reading(chunk, rows - 1, all));
                }
                file.write(row);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
