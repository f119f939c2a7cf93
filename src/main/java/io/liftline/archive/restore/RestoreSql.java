package io.liftline.archive.restore;

import io.liftline.archive.parquet.ArchivedColumn;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The statements that bring rows into a table. Names of tables are checked before ([RestoreTarget]).
final class RestoreSql {

    /// The columns of a table.
    static final String COLUMNS = """
            SELECT name
            FROM liftline_archive_columns(?::regclass)
            """;

    /// TimescaleDB limits how many compressed rows a statement may decompress.
    static final String UNLIMITED_DECOMPRESSION = """
            SELECT set_config(name, '0', true)
            FROM pg_settings
            WHERE name = 'timescaledb.max_tuples_decompressed_per_dml_transaction'
            """;

    static final String FIGURES = """
            SELECT liftline_figures('pg_temp.liftline_restored', '-infinity', 'infinity')::text AS figures
            """;

    /// The wells of the rows, with the times that the table `well` keeps.
    static final String WELLS = """
            INSERT INTO well (well_id, first_at, last_at)
            SELECT well_id, min("timestamp"), max("timestamp")
            FROM pg_temp.liftline_restored
            GROUP BY well_id
            ORDER BY well_id
            ON CONFLICT (well_id) DO UPDATE
            SET first_at = least(well.first_at, excluded.first_at), last_at = greatest(well.last_at, excluded.last_at)
            WHERE excluded.first_at < well.first_at OR excluded.last_at > well.last_at
            """;

    static final String DROP_STAGE = """
            DROP TABLE IF EXISTS pg_temp.liftline_restored
            """;

    private RestoreSql() {}

    /// A temporary table with these columns of a table.
    static String stage(String table, List<ArchivedColumn> columns) {
        return """
                CREATE TEMPORARY TABLE liftline_restored ON COMMIT DROP AS
                SELECT %s
                FROM %s
                WITH NO DATA
                """.formatted(names(columns), table);
    }

    static String copy(List<ArchivedColumn> columns) {
        return """
                COPY pg_temp.liftline_restored (%s) FROM STDIN WITH (FORMAT csv, NULL '\\N')
                """.formatted(names(columns));
    }

    /// Adds the rows whose keys are not there.
    static String insert(String table, List<ArchivedColumn> columns) {
        return """
                INSERT INTO %1$s (%2$s)
                OVERRIDING SYSTEM VALUE
                SELECT %2$s
                FROM pg_temp.liftline_restored
                ON CONFLICT DO NOTHING
                """.formatted(table, names(columns));
    }

    /// Fills the channels without a value in rows that are there: such a row came late, after the others were
    /// dropped.
    static String fill(String table, List<ArchivedColumn> channels) {
        return """
                UPDATE %s AS t
                SET %s
                FROM pg_temp.liftline_restored AS r
                WHERE t.well_id = r.well_id AND t."timestamp" = r."timestamp"
                  AND t."timestamp" >= ? AND t."timestamp" < ?
                  AND (%s)
                """.formatted(
                        table,
                        each(channels, ", ", "%1$s = coalesce(t.%1$s, r.%1$s)"),
                        each(channels, " OR ", "t.%1$s IS NULL AND r.%1$s IS NOT NULL"));
    }

    /// How many rows have a key that is there.
    static String alreadyThere(String table, String key) {
        return """
                SELECT count(*) AS rows
                FROM pg_temp.liftline_restored AS r
                WHERE EXISTS (
                    SELECT FROM %s AS t
                    WHERE t.%s = r.%2$s AND t."timestamp" = r."timestamp"
                      AND t."timestamp" >= ? AND t."timestamp" < ?)
                """.formatted(table, key);
    }

    private static String names(List<ArchivedColumn> columns) {
        return each(columns, ", ", "%s");
    }

    private static String each(List<ArchivedColumn> columns, String separator, String template) {
        Function<ArchivedColumn, String> text = column -> template.formatted(column.quoted());
        return columns.stream().map(text).collect(Collectors.joining(separator));
    }
}
