package io.liftline.diagnostics;

import io.liftline.access.WellScope;

/// SQL statements that change the life of a finding, in the tables `diagnostic_state` and `diagnostic_note`.
final class LifeSql {

    private static final String STATE = """
            SELECT "timestamp", well_id, state,
                   (SELECT count(*)::integer
                    FROM diagnostic_note AS n
                    WHERE n.diagnostic_id = s.diagnostic_id AND n."timestamp" = s."timestamp") AS note_count
            FROM diagnostic_state AS s
            WHERE diagnostic_id = $3
              AND %s
            ORDER BY "timestamp" DESC
            LIMIT 1""".formatted(WellScope.predicate(1));

    /// `$1` exact ids, `$2` prefixes, `$3` id: the state of a finding of a permitted well, if it has one.
    static final String READ = STATE;

    /// The same, locked until the end of the transaction.
    static final String LOCK = STATE + "\nFOR UPDATE";

    /// `$1` id, `$2` timestamp, `$3` by, `$4` time.
    static final String ACKNOWLEDGE = """
            UPDATE diagnostic_state
            SET state = 'acknowledged', acknowledged_by = $3, acknowledged_at = $4
            WHERE diagnostic_id = $1 AND "timestamp" = $2""";

    /// `$1` id, `$2` timestamp, `$3` by, `$4` time.
    static final String CLOSE = """
            UPDATE diagnostic_state
            SET state = 'closed', closed_by = $3, closed_at = $4
            WHERE diagnostic_id = $1 AND "timestamp" = $2""";

    /// `$1` id, `$2` timestamp, `$3` by, `$4` time, `$5` note.
    static final String NOTE = """
            INSERT INTO diagnostic_note (diagnostic_id, "timestamp", author, at, note)
            VALUES ($1, $2, $3, $4, $5)""";

    /// `$1` id, `$2` timestamp: the notes in their order.
    static final String NOTES = """
            SELECT at, author, note
            FROM diagnostic_note
            WHERE diagnostic_id = $1 AND "timestamp" = $2
            ORDER BY id""";

    /// `$1` now, `$2` a time: closes the findings that are older, at most 10,000. Their rows may have been
    /// dropped.
    static final String CLOSE_OLD = """
            UPDATE diagnostic_state
            SET state = 'closed', closed_by = 'retention', closed_at = $1
            WHERE (diagnostic_id, "timestamp") IN (
                SELECT diagnostic_id, "timestamp"
                FROM diagnostic_state
                WHERE state <> 'closed' AND "timestamp" < $2
                LIMIT 10000
                FOR UPDATE SKIP LOCKED)""";

    /// `$1` a time: removes the states and notes of findings that were closed before it, at most 10,000.
    static final String REMOVE_OLD = """
            DELETE FROM diagnostic_state
            WHERE (diagnostic_id, "timestamp") IN (
                SELECT diagnostic_id, "timestamp"
                FROM diagnostic_state
                WHERE state = 'closed' AND closed_at < $1
                LIMIT 10000
                FOR UPDATE SKIP LOCKED)""";

    private LifeSql() {}
}
