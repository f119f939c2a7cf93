package io.liftline.archive.parquet;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/// Writes and reads Parquet files with DuckDB. Its methods block.
///
/// Each call has a DuckDB of its own, in this process and without a database file, so nothing stays in memory
/// afterwards. DuckDB uses one thread, at most the given memory, and then temporary files.
public final class ParquetFiles {

    private final Path temporary;
    private final long memoryBytes;

    /// @param temporary a directory for what does not fit into memory
    /// @param memoryBytes the limit of DuckDB's memory
    public ParquetFiles(Path temporary, long memoryBytes) {
        this.temporary = temporary;
        this.memoryBytes = memoryBytes;
    }

    /// Converts a CSV file, as COPY of PostgreSQL writes it with `NULL '\N'`, to a Parquet file with zstd.
    /// The order of the rows stays.
    ///
    /// @param metadata a text that goes into the file, see [#metadata]
    public void write(Path csv, List<ArchivedColumn> columns, String metadata, Path parquet) throws IOException {
        run(duckDb -> duckDb.execute(ParquetSql.convert(csv.toString(), parquet.toString(), columns, metadata)));
    }

    /// Writes the rows with a time in `[from, to)` to a CSV file, as COPY of PostgreSQL reads it with `NULL
    /// '\N'`.
    ///
    /// @param columns the columns in the order in which they are written
    /// @param from microseconds since 1970
    /// @param to microseconds since 1970
    public void extract(Path parquet, List<ArchivedColumn> columns, long from, long to, Path csv) throws IOException {
        run(duckDb -> duckDb.execute(ParquetSql.extract(parquet.toString(), csv.toString(), columns, from, to)));
    }

    /// The figures of all rows of a file.
    public Figures figures(Path parquet, List<ArchivedColumn> columns) throws IOException {
        return run(duckDb -> {
            try (ResultSet row = duckDb.executeQuery(ParquetSql.figures(parquet.toString(), columns))) {
                row.next();
                Map<String, ColumnFigures> figures = new LinkedHashMap<>();
                int at = 3;
                for (ArchivedColumn column : columns) {
                    figures.put(
                            column.name(),
                            new ColumnFigures(
                                    row.getLong(at),
                                    Optional.ofNullable(row.getString(at + 1)),
                                    Optional.ofNullable(row.getString(at + 2)),
                                    new BigInteger(row.getString(at + 3))));
                    at += 4;
                }
                return new Figures(row.getLong(1), row.getLong(2), figures);
            }
        });
    }

    /// The text that was given to [#write]. Empty if the file is of another program.
    public Optional<String> metadata(Path parquet) throws IOException {
        return run(duckDb -> {
            try (ResultSet row = duckDb.executeQuery(ParquetSql.metadata(parquet.toString()))) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    /// Not through `DriverManager`, which finds a driver only if the class loader of its caller has it.
    private static Connection open() throws SQLException {
        return new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Statement duckDb) throws SQLException;
    }

    private <T> T run(Work<T> work) throws IOException {
        try (Connection connection = open();
                Statement duckDb = connection.createStatement()) {
            duckDb.execute("SET memory_limit = '%d B'".formatted(memoryBytes));
            duckDb.execute("SET threads = 1");
            duckDb.execute("SET TimeZone = 'UTC'");
            duckDb.execute("SET temp_directory = " + ParquetSql.text(temporary.toString()));
            duckDb.execute("SET autoinstall_known_extensions = false");
            duckDb.execute("SET autoload_known_extensions = false");
            duckDb.execute("SET lock_configuration = true");
            return work.on(duckDb);
        } catch (SQLException e) {
            throw new IOException("DuckDB failed: " + e.getMessage(), e);
        }
    }
}
