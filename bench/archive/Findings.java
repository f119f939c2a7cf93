package archive;

import harness.Database;

/// A chunk of findings, which is a week that begins on a Thursday as 1970 did, as the rules write them: most wells are
/// often found, each time with one of a
/// few diagnoses, its actions, and the sample that showed it.
///
/// @param database the database
/// @param rows the number of rows
record Findings(Database database, long rows) {

    /// Stores the rows.
    void create() {
        database.execute("SELECT setseed(0.42)");
        database.execute("""
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity, actions, telemetry_snapshot,
                                                resolution_time, notes)
                SELECT 'WELL-' || to_char(1 + floor(random() * %2$d), 'FM000'),
                       date_bin('7 days', now() - interval '35 days', '1970-01-01') + n * (interval '7 days' / %1$d),
                       kind.diagnosis, round((0.6 + random() * 0.4)::numeric, 2), kind.severity, kind.actions,
                       jsonb_build_object('flow_rate', round((2000 + random() * 200)::numeric, 1), 'pip', round((800 + random() * 50)::numeric, 1),
                                          'motor_temp', round((95 + random() * 20)::numeric, 1), 'motor_current', round((40 + random() * 9)::numeric, 1),
                                          'vsd_frequency', 50, 'vibration', round((random() * 0.6)::numeric, 2)),
                       CASE WHEN random() < 0.3 THEN '4 h' END, NULL
                FROM generate_series(0, %1$d - 1) AS n
                CROSS JOIN LATERAL (SELECT floor(power(random(), 2) * 6 + n * 0)::int AS pick) AS draw
                JOIN (VALUES (0, 'gas interference', 'medium', '["lower the frequency by 2 Hz", "watch the pump intake pressure"]'::jsonb),
                             (1, 'silent well', 'medium', '["check the gateway"]'),
                             (2, 'motor temperature high', 'high', '["check the cooling flow", "lower the load"]'),
                             (3, 'pump wear', 'low', '["plan a workover"]'),
                             (4, 'vibration high', 'high', '["check for sand", "lower the frequency by 2 Hz"]'),
                             (5, 'dead head', 'critical', '["stop the pump"]')) AS kind (pick, diagnosis, severity, actions) USING (pick)
                """.formatted(rows, Chunk.WELLS));
        database.execute("VACUUM (ANALYZE) diagnostic_results");
    }

    /// Bytes in the database, with indexes.
    long bytes() {
        return Long.parseLong(database.text(
                "SELECT coalesce(sum(total_bytes), 0)::bigint FROM chunks_detailed_size('diagnostic_results')"));
    }

    /// Compresses them, as they are set to be.
    void compress() {
        database.execute("SELECT compress_chunk(c) FROM show_chunks('diagnostic_results') AS c");
        database.execute("VACUUM (ANALYZE) diagnostic_results");
    }
}
