package io.liftline.archive.parquet;

import java.util.List;
import java.util.stream.Collectors;

/// Statements of DuckDB about CSV and Parquet files. DuckDB takes no parameters in table functions, so names
/// of files are quoted into the statements.
final class ParquetSql {

    /// Rows per row group. A reader that wants one well of a day skips the others by the statistics of their
    /// row groups, because rows are ordered by well.
    static final int ROW_GROUP_ROWS = 100_000;

    /// NULL in CSV files, as COPY of PostgreSQL writes it on request. A text of these two characters is
    /// quoted.
    static final String NULL = "\\N";

    private ParquetSql() {}

    /// Converts a CSV file to a Parquet file.
    static String convert(String csv, String parquet, List<ArchivedColumn> columns, String metadata) {
        return """
                COPY (SELECT * FROM %s)
                TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d, KV_METADATA {'liftline': %s})
                """.formatted(readCsv(csv, columns), text(parquet), ROW_GROUP_ROWS, text(metadata));
    }

    /// The rows of a CSV file. A quoted empty text is not NULL, and nothing about the file is guessed.
    private static String readCsv(String csv, List<ArchivedColumn> columns) {
        String types = columns.stream()
                .map(column -> text(column.name()) + ": '" + column.kind().duckDbType() + "'")
                .collect(Collectors.joining(", "));
        return """
                read_csv(%s, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = %s,
                         allow_quoted_nulls = false, max_line_size = 16777216, columns = {%s})""".formatted(text(csv), text(NULL), types);
    }

    /// Writes the rows of a Parquet file with a time in the range to a CSV file.
    static String extract(String parquet, String csv, List<ArchivedColumn> columns, long from, long to) {
        String names = columns.stream().map(ArchivedColumn::quoted).collect(Collectors.joining(", "));
        return """
                COPY (SELECT %s
                      FROM read_parquet(%s)
                      WHERE "timestamp" >= make_timestamptz(%d) AND "timestamp" < make_timestamptz(%d))
                TO %s (FORMAT csv, HEADER false, NULLSTR %s)
                """.formatted(names, text(parquet), from, to, text(csv), text(NULL));
    }

    /// One row: what [Figures] holds, each column's count, min, max and digest after rows and wells. The same
    /// definitions as in `liftline_figures`.
    static String figures(String parquet, List<ArchivedColumn> columns) {
        String all = columns.stream().map(ParquetSql::figures).collect(Collectors.joining(",\n"));
        return """
                SELECT count(*), count(DISTINCT well_id),
                %s
                FROM read_parquet(%s)
                """.formatted(all, text(parquet));
    }

    private static String figures(ArchivedColumn column) {
        String name = column.quoted();
        String measured = switch (column.kind()) {
            case DOUBLE, INTEGER -> name;
            case TIME -> "epoch_us(%s)".formatted(name);
            case TEXT -> "strlen(%s)".formatted(name);
        };
        String summand = switch (column.kind()) {
            case DOUBLE -> "%s::BIT::BIGINT".formatted(name);
            case INTEGER -> name;
            case TIME -> "epoch_us(%s) - 946684800000000".formatted(name); // PostgreSQL counts from 2000
            case TEXT -> "('0x' || left(md5(%s), 15))::BIGINT".formatted(name);
        };
        return "count(%1$s), min(%2$s), max(%2$s), coalesce(sum(%3$s), 0)::VARCHAR".formatted(name, measured, summand);
    }

    /// The metadata that [#convert] has written.
    static String metadata(String parquet) {
        return """
                SELECT decode(value)
                FROM parquet_kv_metadata(%s)
                WHERE decode(key) = 'liftline'
                """.formatted(text(parquet));
    }

    /// A text as a literal.
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
