package io.liftline.archive;

import io.liftline.archive.parquet.ArchivedColumn;
import io.liftline.archive.parquet.Contents;
import io.liftline.archive.parquet.Figures;
import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.parquet.Sha256;
import io.liftline.database.Query;
import io.liftline.parquet.ColumnKind;
import io.liftline.parquet.RowSource;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
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

    /// Exports a chunk.
    ///
    /// @param target the Parquet file; it must not exist
    Export export(ChunkVersion chunk, Path target, Progress progress) throws SQLException, IOException {
        Instant at = clock.instant();
        Contents contents = write(chunk, target, progress);
        progress.reached(Step.FILE_WRITTEN, chunk);
        return new Export(contents, chunk.object(), Files.size(target), Sha256.of(target), at);
    }

    private Contents write(ChunkVersion chunk, Path target, Progress progress) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (End _ = () -> end(connection)) {
                Query.execute(connection, ExportSql.SNAPSHOT);
                for (String setting : ExportSql.TEXT_FORMS) {
                    Query.execute(connection, setting);
                }
                progress.at(ChunkProgress.counting(chunk));
                Contents contents = contents(connection, chunk);
                copy(connection, contents, chunk, target, progress);
                return contents;
            }
        }
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /// What has to be done at the end. Should it fail after another failure, that one is thrown: a COPY that is
    /// canceled just when it ends lets the next statement fail.
    private interface End extends AutoCloseable {
        @Override
        void close() throws SQLException;
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

    /// The rows become the file while they are read, so PostgreSQL reads them as fast as the file is written.
    private void copy(Connection connection, Contents contents, ChunkVersion chunk, Path target, Progress progress)
            throws SQLException, IOException {
        long all = contents.figures().rows();
        List<ArchivedColumn> columns = contents.columnsWithValues();
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(ExportSql.copy(chunk, columns));
        try (End _ = () -> cancel(copy)) {
            CopiedRows rows = new CopiedRows(copy, columns);
            RowSource reported = row -> {
                long before = rows.read();
                boolean isThere = rows.next(row);
                if (isThere && before % ROWS_BETWEEN_REPORTS == 0) {
                    progress.at(ChunkProgress.reading(chunk, before, all));
                }
                return isThere;
            };
            parquet.write(reported, contents, target);
        }
    }

    private static void cancel(CopyOut copy) throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
