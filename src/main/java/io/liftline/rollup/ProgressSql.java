package io.liftline.rollup;

/// SQL statements about the progress of the rollups. Times are parameters; none of them is relative to the
/// server's clock.
final class ProgressSql {

    /// One row: whether the rollups exist and this session is the only worker. The lock is held until the end of
    /// the session, or [#UNLOCK].
    static final String LOCK = """
            SELECT to_regclass('esp_telemetry_1h') IS NOT NULL
                   AND to_regclass('esp_telemetry_1d') IS NOT NULL
                   AND pg_try_advisory_lock(hashtextextended('liftline: rollup ' || current_schema(), 0)) AS locked
            """;

    static final String UNLOCK = """
            SELECT pg_advisory_unlock(hashtextextended('liftline: rollup ' || current_schema(), 0))
            """;

    /// `?` the end of the hours that may be complete: creates the row of the progress if there is none. The
    /// oldest chunk is the beginning.
    static final String BEGIN = """
            INSERT INTO rollup_progress (complete_until)
            SELECT least(?::timestamptz, date_bin(INTERVAL '1 day', min(range_start), TIMESTAMPTZ '2000-01-01T00:00:00Z'))
            FROM timescaledb_information.chunks
            WHERE hypertable_schema = current_schema() AND hypertable_name = 'esp_telemetry'
            ON CONFLICT DO NOTHING
            """;

    /// One row: the progress.
    static final String READ = """
            SELECT complete_until
            FROM rollup_progress
            """;

    /// `?` a time: the first time at or after it that may have samples, NULL if there is none.
    static final String NEXT_CHUNK = """
            SELECT min(range_start)
            FROM timescaledb_information.chunks
            WHERE hypertable_schema = current_schema()
              AND hypertable_name = 'esp_telemetry'
              AND range_end > ?
            """;

    /// `?` complete until.
    static final String ADVANCE = """
            UPDATE rollup_progress
            SET complete_until = ?
            """;

    /// `?` from, `?` to: marks the hours between as changed.
    static final String MARK = """
            INSERT INTO esp_telemetry_touched (bucket)
            SELECT generate_series(?::timestamptz, ?::timestamptz - INTERVAL '1 hour', INTERVAL '1 hour')
            ON CONFLICT DO NOTHING
            """;

    /// `?` a time before the first, `?` complete until, `?` maximum rows: the hours whose samples have changed and are
    /// not in the archive only, each with the transactions that are visible now.
    static final String TOUCHED = """
            SELECT bucket, array_agg(xact::text) AS xacts
            FROM esp_telemetry_touched
            WHERE bucket > ?
              AND bucket < ?
              AND NOT EXISTS (SELECT FROM esp_telemetry_dropped WHERE bucket >= range_start AND bucket < range_end)
            GROUP BY bucket
            ORDER BY bucket
            LIMIT ?
            """;

    /// `?` hour, `?` transactions whose changes were aggregated. If the samples of the hour have been dropped since
    /// the marks were read, they may not have been aggregated, so the marks stay until the samples are back.
    static final String FORGET = """
            DELETE FROM esp_telemetry_touched
            WHERE bucket = ?
              AND xact = ANY (?::xid8[])
              AND NOT EXISTS (SELECT FROM esp_telemetry_dropped WHERE bucket >= range_start AND bucket < range_end)
            """;

    /// Keeps one row per hour, the one with the newest transaction. It bounds the table if aggregating fails.
    static final String COMPACT = """
            DELETE FROM esp_telemetry_touched AS older
            WHERE EXISTS (
                SELECT
                FROM esp_telemetry_touched AS newer
                WHERE newer.bucket = older.bucket AND newer.xact > older.xact)
            """;

    /// One row: the number of hours that have changed and are not yet aggregated again.
    static final String PENDING = """
            SELECT count(DISTINCT bucket)
            FROM esp_telemetry_touched, rollup_progress
            WHERE bucket < complete_until
              AND NOT EXISTS (SELECT FROM esp_telemetry_dropped WHERE bucket >= range_start AND bucket < range_end)
            """;

    private ProgressSql() {}
}
