package io.liftline.rules;

import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.stream.Collectors;

/// SQL statements of the worker.
final class RulesSql {

    /// One row: whether this session is the only worker. The lock is held until the end of the session, or
    /// [#UNLOCK].
    static final String LOCK = """
            SELECT pg_try_advisory_lock(hashtextextended('liftline: rules ' || current_schema(), 0)) AS locked
            """;

    static final String UNLOCK = """
            SELECT pg_advisory_unlock(hashtextextended('liftline: rules ' || current_schema(), 0))
            """;

    private static final String RULED_WELL = """
            SELECT w.well_id, w.limits::text AS limits, s.evaluated_until, coalesce(s.is_silent, false) AS is_silent, s.state
            FROM well AS w
            LEFT JOIN rule_state AS s ON s.well_id = w.well_id
            """;

    /// `?` after this well, `?` maximum rows: wells with their limits and their state, ordered by id.
    static final String WELLS_AFTER = RULED_WELL + """
            WHERE w.well_id > ?
            ORDER BY w.well_id
            LIMIT ?
            """;

    /// `?` ids: the same of these wells.
    static final String WELLS_OF = RULED_WELL + """
            WHERE w.well_id = ANY (?)
            ORDER BY w.well_id
            """;

    /// `?` wells, `?` the time of each after which its samples are wanted, `?` from, `?` to, `?` maximum rows
    /// of a well: their samples, ordered by well and time. The two times are parameters, so chunks outside of
    /// them are not even planned for.
    static String samples(List<Channel> channels) {
        return """
                SELECT wanted.position, sample.*
                FROM unnest(?::text[], ?::timestamptz[]) WITH ORDINALITY AS wanted (well_id, after, position)
                CROSS JOIN LATERAL (
                    SELECT "timestamp", %s
                    FROM esp_telemetry AS t
                    WHERE t.well_id = wanted.well_id
                      AND t."timestamp" > wanted.after
                      AND t."timestamp" > ?
                      AND t."timestamp" <= ?
                    ORDER BY t."timestamp"
                    LIMIT ?) AS sample
                ORDER BY wanted.position, sample."timestamp"
                """.formatted(channels.stream()
                .map(channel -> channel.column() + "::double precision")
                .collect(Collectors.joining(", ")));
    }

    /// `?` well, `?` time, `?` diagnosis, `?` confidence, `?` severity, `?` actions, `?` snapshot, `?` well,
    /// `?` rule: stores a finding, unless the rule has an open one for the well.
    static final String OPEN = """
            INSERT INTO diagnostic_results (
                well_id, "timestamp", diagnosis, confidence, severity, actions, telemetry_snapshot)
            SELECT ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb
            WHERE NOT EXISTS (
                SELECT FROM diagnostic_state WHERE well_id = ? AND rule = ? AND state <> 'closed')
            RETURNING id
            """;

    /// `?` rule, `?` id, `?` time: names the rule of a finding.
    static final String NAME = """
            UPDATE diagnostic_state
            SET rule = ?
            WHERE diagnostic_id = ? AND "timestamp" = ?
            """;

    /// `?` time, `?` well, `?` rule: closes the open finding of a rule.
    static final String CLOSE = """
            UPDATE diagnostic_state
            SET state = 'closed', closed_by = 'rules', closed_at = ?
            WHERE well_id = ? AND rule = ? AND state <> 'closed'
            """;

    /// `?` well, `?` evaluated until, `?` is silent, `?` state.
    static final String KEEP = """
            INSERT INTO rule_state (well_id, evaluated_until, is_silent, state)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (well_id) DO UPDATE
            SET evaluated_until = excluded.evaluated_until, is_silent = excluded.is_silent, state = excluded.state
            """;

    /// `?` a time: every sample before it was evaluated.
    static final String COMPLETE = """
            INSERT INTO rule_progress (evaluated_until)
            VALUES (?)
            ON CONFLICT (is_only) DO UPDATE
            SET evaluated_until = greatest(rule_progress.evaluated_until, excluded.evaluated_until)
            """;

    static final String PROGRESS = """
            SELECT evaluated_until
            FROM rule_progress
            """;

    private RulesSql() {}
}
