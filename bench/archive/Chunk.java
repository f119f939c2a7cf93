package archive;

import harness.Database;

/// A chunk of one past day: 500 wells, nine channels, random walks in steps of a gauge's last digit, stored in
/// the order of time, as gateways send them.
///
/// @param database the database
/// @param rows the number of rows
record Chunk(Database database, long rows) {

    static final int WELLS = 500;

    /// More than a day with a sample each 10 s has.
    private static final int TIMES_AT_ONCE = 10_000;

    /// So many rows that each well has as many as the others, at most `rows`.
    static int wholeRounds(int rows) {
        return rows / WELLS * WELLS;
    }

    /// Stores the rows, some times at a time, so that as many as wanted are sorted in memory.
    void create() {
        database.execute("SET work_mem = '1GB'");
        database.execute("SET liftline.marks_hours = 'on'"); // nothing asks for rollups or announcements here
        database.execute("SELECT setseed(0.42)");
        long times = rows / WELLS;
        for (long from = 0; from < times; from += TIMES_AT_ONCE) {
            create(times, from, Math.min(times, from + TIMES_AT_ONCE) - 1);
        }
        database.execute("VACUUM (ANALYZE) esp_telemetry");
    }

    private void create(long times, long first, long last) {
        database.execute("""
                INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, discharge_pressure, motor_temp, intake_temp,
                                           motor_current, vsd_frequency, vibration, casing_pressure)
                SELECT well, time, flow, pip, discharge, motor, intake, current, frequency, vibration, casing
                FROM (
                    SELECT 'WELL-' || to_char(w, 'FM000') AS well,
                           (current_date - 20)::timestamptz + n * (interval '1 day' / %1$d) AS time,
                           round(20000 + 1 * sum(floor(random() * 5) - 2) OVER walk) / 10 AS flow,
                           round(8000 + 1 * sum(floor(random() * 5) - 2) OVER walk) / 10 AS pip,
                           round(25000 + 1 * sum(floor(random() * 5) - 2) OVER walk) / 10 AS discharge,
                           round(1100 + 0.1 * sum(floor(random() * 3) - 1) OVER walk) / 10 AS motor,
                           round(800 + 0.1 * sum(floor(random() * 3) - 1) OVER walk) / 10 AS intake,
                           round(450 + 0.1 * sum(floor(random() * 5) - 2) OVER walk) / 10 AS current,
                           50 + round(0.001 * sum(floor(random() * 3) - 1) OVER walk)::float8 AS frequency,
                           round(abs(30 + 0.1 * sum(floor(random() * 3) - 1) OVER walk)) / 100 AS vibration,
                           round(1200 + 1 * sum(floor(random() * 3) - 1) OVER walk) / 10 AS casing
                    FROM generate_series(1, %2$d) AS w, generate_series(%3$d, %4$d) AS n
                    WINDOW walk AS (PARTITION BY w ORDER BY n)) AS samples
                ORDER BY time, well
                """.formatted(times, WELLS, first, last));
    }

    /// Bytes in the database, with indexes.
    long bytes() {
        return Long.parseLong(database.text(
                "SELECT coalesce(sum(total_bytes), 0)::bigint FROM chunks_detailed_size('esp_telemetry')"));
    }

    /// Whether the rows are there, and not compressed: an earlier run has stored them.
    boolean isStored() {
        database.execute("SELECT decompress_chunk(c, true) FROM show_chunks('esp_telemetry') AS c"
                + " WHERE current_setting('timescaledb.license') = 'timescale'");
        return Long.parseLong(database.text("SELECT count(*) FROM esp_telemetry")) == rows;
    }

    /// Compresses it.
    void compress() {
        database.execute("SELECT compress_chunk(c) FROM show_chunks('esp_telemetry') AS c");
        database.execute("VACUUM (ANALYZE) esp_telemetry");
    }

    /// The statement that gives the rows as the archive reads them.
    String copy() {
        return "COPY (SELECT * FROM esp_telemetry WHERE timestamp >= current_date - 20 AND timestamp < current_date - 19"
                + " ORDER BY well_id, timestamp) TO STDOUT WITH (FORMAT csv)";
    }
}
