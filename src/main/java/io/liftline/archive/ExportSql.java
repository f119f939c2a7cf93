package io.liftline.archive;

import io.liftline.archive.parquet.ArchivedColumn;
import io.liftline.telemetry.Timestamp;
import java.util.List;
import java.util.stream.Collectors;

/// The statements that read a chunk.
final class ExportSql {

    /// Figures and rows are of one snapshot.
    static final String SNAPSHOT = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY
            """;

    /// The text forms of values, whatever the role or the database is configured to. They are those of
    /// `liftline_figures`.
    static final List<String> TEXT_FORMS = List.of(
            "SET LOCAL TimeZone = 'UTC'",
            "SET LOCAL DateStyle = 'ISO, YMD'",
            "SET LOCAL IntervalStyle = 'postgres'",
            "SET LOCAL extra_float_digits = 1");

    static final String COLUMNS = """
            SELECT name, type, kind
            FROM liftline_archive_columns(?::regclass)
            """;

    static final String FIGURES = """
            SELECT liftline_figures(?::regclass, ?, ?)::text AS figures
            """;

    private ExportSql() {}

    /// The rows of the chunk, ordered, in the forms that [CopiedRows] reads. COPY takes no parameters; the bounds are
    /// literals, so that only this chunk is read.
    static String copy(ChunkVersion chunk, List<ArchivedColumn> columns) {
        String names = columns.stream()
                .map(column -> switch (column.kind()) {
                    case DOUBLE -> column.quoted() + "::double precision";
                    case INTEGER -> column.quoted() + "::bigint";
                    case TIME -> column.quoted();
                    case TEXT -> column.quoted() + "::text";
                })
                .collect(Collectors.joining(", "));
        return """
                COPY (SELECT %s
                      FROM %s
                      WHERE "timestamp" >= '%s' AND "timestamp" < '%s'
                      ORDER BY %s)
                TO STDOUT WITH (FORMAT binary)
                """.formatted(
                        names,
                        chunk.hypertable().table(),
                        Timestamp.format(chunk.range().from()),
                        Timestamp.format(chunk.range().to()),
                        chunk.hypertable().order());
    }
}
