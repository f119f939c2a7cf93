package io.liftline.archive.parquet;

import io.liftline.parquet.DuckDb;
import io.liftline.parquet.ParquetWriter;
import java.util.List;
import java.util.stream.Collectors;

/// Statements of DuckDB that read Parquet files.
final class ParquetSql {

    private ParquetSql() {}

    /// Writes the rows of a Parquet file with a time in the range to a CSV file.
    static String extract(String parquet, String csv, List<ArchivedColumn> columns, long from, long to) {
        String names = columns.stream().map(ArchivedColumn::quoted).collect(Collectors.joining(", "));
        return """
                COPY (SELECT %s
                      FROM read_parquet(%s)
                      WHERE "timestamp" >= make_timestamptz(%d) AND "timestamp" < make_timestamptz(%d))
                TO %s (FORMAT csv, HEADER false, NULLSTR %s)
                """.formatted(names, DuckDb.text(parquet), from, to, DuckDb.text(csv), DuckDb.text(ParquetWriter.NULL));
    }

    /// One row: what [Figures] holds, each column's count, min, max and digest after rows and wells. The same
    /// definitions as in `liftline_figures`.
    static String figures(String parquet, List<ArchivedColumn> columns) {
        String all = columns.stream().map(ParquetSql::figures).collect(Collectors.joining(",\n"));
        return """
                SELECT count(*), count(DISTINCT well_id),
                %s
                FROM read_parquet(%s)
                """.formatted(all, DuckDb.text(parquet));
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

    /// The metadata that was given to [ParquetFiles#write].
    static String metadata(String parquet) {
        return """
                SELECT decode(value)
                FROM parquet_kv_metadata(%s)
                WHERE decode(key) = 'liftline'
                """.formatted(DuckDb.text(parquet));
    }
}
