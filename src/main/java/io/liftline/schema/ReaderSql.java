package io.liftline.schema;

import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The views for programs that only read, such as Grafana. docs/grafana.md describes their columns.
final class ReaderSql {

    /// Their names.
    static final List<String> VIEWS = List.of(
            "liftline_wells",
            "liftline_samples",
            "liftline_latest",
            "liftline_findings",
            "liftline_hourly",
            "liftline_daily");

    /// The statements that create the views of tables.
    static final List<String> CREATE = List.of(
            """
            CREATE OR REPLACE VIEW liftline_wells AS
            SELECT well_id::text AS well_id, name, field, first_at, last_at, limits
            FROM well""",
            """
            CREATE OR REPLACE VIEW liftline_samples AS
            SELECT well_id::text AS well_id, "timestamp", %s
            FROM esp_telemetry""".formatted(channels(Channel::column)),
            """
            CREATE OR REPLACE VIEW liftline_latest AS
            SELECT well_id::text AS well_id, name, field, newest.*
            FROM well
            CROSS JOIN LATERAL (
                SELECT t."timestamp", %s
                FROM esp_telemetry AS t
                WHERE t.well_id = well.well_id AND t."timestamp" > now() - INTERVAL '7 days'
                ORDER BY t."timestamp" DESC
                LIMIT 1) AS newest""".formatted(channels(channel -> "t." + channel.column())),
            """
            CREATE OR REPLACE VIEW liftline_findings AS
            SELECT f.id::bigint AS id, f.well_id::text AS well_id, f."timestamp", f.diagnosis::text AS diagnosis,
                   liftline_severity(f.severity::text) AS severity, f.confidence::double precision AS confidence,
                   coalesce(s.state, 'closed') AS state, s.rule, s.acknowledged_at, s.acknowledged_by, s.closed_at, s.closed_by,
                   to_jsonb(f.actions) AS actions, to_jsonb(f.telemetry_snapshot) AS telemetry_snapshot, f.notes::text AS notes
            FROM diagnostic_results AS f
            LEFT JOIN diagnostic_state AS s ON s.diagnostic_id = f.id AND s."timestamp" = f."timestamp\"""");

    /// The statements that create the views of the rollups.
    static final List<String> CREATE_OF_ROLLUPS =
            List.of(rollup("liftline_hourly", "esp_telemetry_1h"), rollup("liftline_daily", "esp_telemetry_1d"));

    /// Removes the views, which keep columns from being changed and the rollups from being dropped.
    static final String DROP = "DROP VIEW IF EXISTS " + String.join(", ", VIEWS);

    /// One row: whether the role ? exists.
    static final String EXISTS = """
            SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?) AS there
            """;

    /// The GRANT statements for what the role ? lacks.
    static final String MISSING_GRANTS = """
            WITH reader AS (SELECT ?::text AS role)
            SELECT format('GRANT USAGE ON SCHEMA %%I TO %%I', current_schema(), role)
            FROM reader
            WHERE NOT has_schema_privilege(role, current_schema(), 'USAGE')
            UNION ALL
            SELECT format('GRANT SELECT ON %%I TO %%I', name, role)
            FROM reader, unnest(ARRAY['%s']) AS name
            WHERE to_regclass(name) IS NOT NULL AND NOT has_table_privilege(role, to_regclass(name), 'SELECT')
            """.formatted(String.join("', '", VIEWS));

    private ReaderSql() {}

    private static String rollup(String name, String source) {
        String figures = Channel.ALL.stream()
                .flatMap(channel -> Stream.of(
                        "%1$s_sum / NULLIF(%1$s_count, 0) AS %1$s_avg".formatted(channel.column()),
                        channel.column() + "_min",
                        channel.column() + "_max"))
                .collect(Collectors.joining(", "));
        return """
                CREATE OR REPLACE VIEW %s AS
                SELECT well_id::text AS well_id, bucket, samples, %s
                FROM %s""".formatted(name, figures, source);
    }

    private static String channels(Function<Channel, String> name) {
        return Channel.ALL.stream()
                .map(channel -> name.apply(channel) + "::double precision AS " + channel.column())
                .collect(Collectors.joining(", "));
    }
}
