package io.liftline.archive.parquet;

import io.liftline.parquet.DuckDb;
import io.liftline.parquet.ParquetColumn;
import io.liftline.parquet.ParquetWriter;
import io.liftline.parquet.RowSource;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes and reads the Parquet files of archived rows. Its methods block.
///
/// @param duckDb does the work
public record ParquetFiles(DuckDb duckDb) {

    /// Writes rows to a Parquet file with zstd while they come, in their order.
    ///
    /// @param rows the values of [Contents#columnsWithValues]
    /// @param contents what they are; [#metadata] gives it back as JSON
    public void write(RowSource rows, Contents contents, Path parquet) throws SQLException, IOException {
        new ParquetWriter(duckDb)
                .write(
                        rows,
                        inFile(contents.columnsWithValues()),
                        inFile(contents.columns()),
                        contents.json().toString(),
                        parquet);
    }

    private static List<ParquetColumn> inFile(List<ArchivedColumn> columns) {
        return columns.stream().map(ArchivedColumn::inFile).toList();
    }

    /// Writes the rows with a time in `[from, to)` to a CSV file, as COPY of PostgreSQL reads it with `NULL
    /// '\N'`.
    ///
    /// @param columns the columns in the order in which they are written
    /// @param from microseconds since 1970
    /// @param to microseconds since 1970
    public void extract(Path parquet, List<ArchivedColumn> columns, long from, long to, Path csv) throws IOException {
        duckDb.run(statement ->
                statement.execute(ParquetSql.extract(parquet.toString(), csv.toString(), columns, from, to)));
    }

    /// The figures of all rows of a file.
    public Figures figures(Path parquet, List<ArchivedColumn> columns) throws IOException {
        return duckDb.run(statement -> {
            try (ResultSet row = statement.executeQuery(ParquetSql.figures(parquet.toString(), columns))) {
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
        return duckDb.run(statement -> {
            try (ResultSet row = statement.executeQuery(ParquetSql.metadata(parquet.toString()))) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }
}
