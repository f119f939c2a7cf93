package io.liftline.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Writes Parquet files with zstd.
///
/// @param duckDb converts the rows
public record ParquetWriter(DuckDb duckDb) {

    /// Rows per row group. A reader that wants one well of a day skips the others by the statistics of their
    /// row groups, because rows are ordered by well.
    private static final int ROW_GROUP_ROWS = 100_000;

    /// Bytes per row group, if its rows are long: a row group is made in memory.
    private static final int ROW_GROUP_BYTES = 16 << 20;

    /// The longest line of a CSV file, and the size of the buffers in which DuckDB reads it. Unless it is told the
    /// size, it takes sixteen longest lines for a buffer, and fails if these do not fit into its memory.
    private static final int LONGEST_LINE_BYTES = 16 << 20;

    /// NULL in CSV files, as COPY of PostgreSQL writes it on request. A text of these two characters is
    /// quoted.
    public static final String NULL = "\\N";

    /// Converts a CSV file, as COPY of PostgreSQL writes it with `NULL '\N'`, to a Parquet file. The order of the
    /// rows stays.
    ///
    /// @param metadata a text that goes into the file, under the key `liftline`
    /// @param parquet the file to write
    public void write(Path csv, List<ParquetColumn> columns, String metadata, Path parquet) throws IOException {
        duckDb.run(statement -> statement.execute(copy(readCsv(csv.toString(), columns), metadata, parquet)));
    }

    /// Writes rows while they come, in their order. Nothing else is written to a disk.
    ///
    /// @param given the columns of the source
    /// @param columns the columns of the file; those that are not given have no values
    /// @param metadata a text that goes into the file, under the key `liftline`
    /// @param parquet the file to write
    /// @throws SQLException if the source throws it
    /// @throws IOException if the source throws it, or if DuckDB fails
    public void write(
            RowSource rows, List<ParquetColumn> given, List<ParquetColumn> columns, String metadata, Path parquet)
            throws SQLException, IOException {
        RowFunction function = new RowFunction(rows, given);
        try {
            duckDb.run(statement -> {
                function.register(statement.getConnection());
                return statement.execute(copy(function.table(columns), metadata, parquet));
            });
        } catch (IOException e) {
            function.rethrow();
            throw e;
        }
    }

    private static String copy(String rows, String metadata, Path parquet) {
        return """
                COPY (SELECT * FROM %s)
                TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d, ROW_GROUP_SIZE_BYTES %d,
                    KV_METADATA {'liftline': %s})
                """.formatted(
                        rows, DuckDb.text(parquet.toString()), ROW_GROUP_ROWS, ROW_GROUP_BYTES, DuckDb.text(metadata));
    }

    /// The rows of a CSV file. A quoted empty text is not NULL, and nothing about the file is guessed.
    private static String readCsv(String csv, List<ParquetColumn> columns) {
        String types = columns.stream()
                .map(column ->
                        DuckDb.text(column.name()) + ": '" + column.kind().duckDbType() + "'")
                .collect(Collectors.joining(", "));
        return """
                read_csv(%s, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = %s,
                         allow_quoted_nulls = false, max_line_size = %d, buffer_size = %d, columns = {%s})""".formatted(DuckDb.text(csv), DuckDb.text(NULL), LONGEST_LINE_BYTES, LONGEST_LINE_BYTES, types);
    }
}
