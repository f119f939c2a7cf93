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

    /// The life of a finding. One without a row in `diagnostic_state` is from before states were kept.
    private static final String LIFE = """
            coalesce(state, 'closed') AS state, rule, acknowledged_at, acknowledged_by, closed_at, closed_by,
            (SELECT count(*)::integer
             FROM diagnostic_note AS n
             WHERE n.diagnostic_id = diagnostic_results.id AND n."timestamp" = diagnostic_results.timestamp) AS note_count""";

    private static final String STATE = """
            (SELECT diagnostic_id, "timestamp" AS state_of, state, rule, acknowledged_at, acknowledged_by, closed_at,
                    closed_by
             FROM diagnostic_state) AS life
            ON diagnostic_id = id AND state_of = diagnostic_results.timestamp""";

    /// `$1` a JSON array of findings: stores them, and returns them in the order of the array. A trigger
    /// opens them.
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
            SELECT %s,
                   'open' AS state, NULL::text AS rule, NULL::timestamptz AS acknowledged_at,
                   NULL::text AS acknowledged_by, NULL::timestamptz AS closed_at, NULL::text AS closed_by,
                   0 AS note_count
            FROM stored
            ORDER BY id""".formatted(COLUMNS);

    /// `$1` exact ids, `$2` prefixes, `$3` from, `$4` to, `$5` wells or NULL for all, `$6` severities or NULL
    /// for all, `$7` and `$8` time and id of the last finding of the previous page or NULL, `$9` maximum
    /// rows, `$10` states or NULL for all, `$11` rule or NULL for all: findings of permitted wells, the
    /// newest first.
    static final String PAGE = page("""
            LEFT JOIN %s
            WHERE ($10::text[] IS NULL OR coalesce(state, 'closed') = ANY ($10::text[]))""".formatted(STATE));

    /// The same for states other than closed. It begins with the few rows that have such a state.
    static final String PAGE_OF_OPEN = page("""
            JOIN %s
            WHERE state <> 'closed' AND state = ANY ($10::text[])""".formatted(STATE));

    /// `$1` exact ids, `$2` prefixes, `$3` id, `$4` and `$5` the range of its time, both inclusive: the
    /// finding of a permitted well.
    static final String ONE = """
            SELECT %s, %s
            FROM diagnostic_results
            LEFT JOIN %s
            WHERE id = $3
              AND timestamp >= $4
              AND timestamp <= $5
              AND %s
            ORDER BY timestamp DESC
            LIMIT 1""".formatted(COLUMNS, LIFE, STATE, WellScope.predicate(1));

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

    private static String page(String states) {
        return """
                SELECT %s, %s
                FROM diagnostic_results
                %s
                  AND timestamp >= $3
                  AND timestamp < $4
                  AND ($5::varchar[] IS NULL OR well_id = ANY ($5::varchar[]))
                  AND ($6::text[] IS NULL OR liftline_severity(severity::text) = ANY ($6::text[]))
                  AND ($8::bigint IS NULL OR timestamp < $7 OR (timestamp = $7 AND id < $8))
                  AND ($11::text IS NULL OR rule = $11)
                  AND %s
                ORDER BY timestamp DESC, id DESC
                LIMIT $9""".formatted(COLUMNS, LIFE, states, WellScope.predicate(1));
    }
}
