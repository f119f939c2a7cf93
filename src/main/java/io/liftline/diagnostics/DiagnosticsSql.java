package io.liftline.diagnostics;

import io.liftline.access.WellScope;

/// SQL statements of findings. Those that read contain the scope of the caller as a predicate.
///
/// A table that was taken over may have other words for severities, and other types of columns, so they are
/// mapped when they are read.
final class DiagnosticsSql {

    private static final String COLUMNS = """
            id, well_id, timestamp, diagnosis, confidence::double precision AS confidence,
            liftline_severity(severity::text) AS severity, to_jsonb(actions) AS actions,
            to_jsonb(telemetry_snapshot) AS telemetry_snapshot, resolution_time::text AS resolution_time,
            notes::text AS notes, created_at::timestamptz AS created_at""";

    /// `$1` a JSON array of findings: stores them, and returns them in the order of the array.
    static final String INSERT = """
            WITH stored AS (
                INSERT INTO diagnostic_results (
                    well_id, timestamp, diagnosis, confidence, severity, actions, telemetry_snapshot,
                    resolution_time, notes)
                SELECT well_id, timestamp, diagnosis, confidence, severity, actions, telemetry_snapshot,
                       resolution_time, notes
                FROM jsonb_to_recordset($1::jsonb) AS finding (
                    well_id text, timestamp timestamptz, diagnosis text, confidence double precision, severity text,
                    actions jsonb, telemetry_snapshot jsonb, resolution_time text, notes text)
                RETURNING *)
            SELECT %s
            FROM stored
            ORDER BY id""".formatted(COLUMNS);

    /// `$1` exact ids, `$2` prefixes, `$3` from, `$4` to, `$5` wells or NULL for all, `$6` severities or NULL for
    /// all, `$7` and `$8` time and id of the last finding of the previous page or NULL, `$9` maximum rows: findings
    /// of permitted wells, the newest first.
    static final String PAGE = """
            SELECT %s
            FROM diagnostic_results
            WHERE timestamp >= $3
              AND timestamp < $4
              AND ($5::varchar[] IS NULL OR well_id = ANY ($5::varchar[]))
              AND ($6::text[] IS NULL OR liftline_severity(severity::text) = ANY ($6::text[]))
              AND ($8::bigint IS NULL OR timestamp < $7 OR (timestamp = $7 AND id < $8))
              AND %s
            ORDER BY timestamp DESC, id DESC
            LIMIT $9""".formatted(COLUMNS, WellScope.predicate(1));

    /// `$1` exact ids, `$2` prefixes, `$3` well: one row if the permitted well is known.
    static final String KNOWN = """
            SELECT 1
            FROM (
                SELECT well_id FROM well WHERE well_id = $3
                UNION ALL
                (SELECT well_id FROM diagnostic_results WHERE well_id = $3 LIMIT 1)
                UNION ALL
                (SELECT well_id FROM esp_telemetry WHERE well_id = $3 LIMIT 1)
            ) AS known
            WHERE %s
            LIMIT 1""".formatted(WellScope.predicate(1));

    private DiagnosticsSql() {}
}
