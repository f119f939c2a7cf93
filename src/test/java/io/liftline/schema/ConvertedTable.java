package io.liftline.schema;

import java.util.List;

/// `esp_telemetry` as somebody has made a hypertable of it: 7,205 rows of five wells, eleven chunks.
final class ConvertedTable {

    /// Switches compression on.
    static final String ENABLE = """
            ALTER TABLE esp_telemetry SET (
                timescaledb.compress, timescaledb.compress_segmentby = 'well_id', timescaledb.compress_orderby = 'timestamp DESC');
            """;

    /// Compresses eight of the chunks.
    static final String COMPRESS = ENABLE + """
            SELECT compress_chunk(c) FROM (SELECT c FROM show_chunks('esp_telemetry') AS c ORDER BY c LIMIT 8) AS old;
            """;

    /// Compression and retention.
    static final String POLICIES = """
            SELECT add_compression_policy('esp_telemetry', INTERVAL '7 days');
            SELECT add_retention_policy('esp_telemetry', INTERVAL '10 years');
            """;

    /// Four continuous aggregates, one of them over another, each with its policy.
    static final List<String> AGGREGATES = List.of(
            """
            CREATE MATERIALIZED VIEW telemetry_hourly WITH (timescaledb.continuous) AS
            SELECT well_id, time_bucket('1 hour', timestamp) AS bucket, avg(pip) AS pip, max(motor_temp) AS motor_temp, count(*) AS n
            FROM esp_telemetry
            GROUP BY 1, 2
            """,
            """
            CREATE MATERIALIZED VIEW telemetry_daily WITH (timescaledb.continuous) AS
            SELECT well_id, time_bucket('1 day', timestamp) AS bucket, avg(flow_rate) AS flow_rate, count(id) AS n
            FROM esp_telemetry
            GROUP BY 1, 2
            """,
            """
            CREATE MATERIALIZED VIEW current_weekly WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
            SELECT time_bucket('7 days', timestamp) AS bucket, sum(motor_current) AS motor_current, sum(choke) AS choke
            FROM esp_telemetry
            GROUP BY 1
            """,
            """
            CREATE MATERIALIZED VIEW telemetry_of_days WITH (timescaledb.continuous) AS
            SELECT well_id, time_bucket('1 day', bucket) AS day, max(pip) AS pip, sum(n) AS n
            FROM telemetry_hourly
            GROUP BY 1, 2
            """,
            policy("telemetry_hourly"),
            policy("telemetry_daily"),
            policy("current_weekly"),
            policy("telemetry_of_days"));

    /// What old programs ask.
    static final List<String> QUESTIONS = List.of(
            "SELECT count(*), sum(id), sum(flow_rate::numeric), sum(pip::numeric), sum(motor_temp), sum(choke) FROM esp_telemetry",
            "SELECT round(avg(motor_current), 2), avg(choke / 10), pg_typeof(sum(motor_temp)) FROM esp_telemetry",
            "SELECT DISTINCT ON (well_id) well_id, timestamp, pip FROM esp_telemetry ORDER BY well_id, timestamp DESC",
            "SELECT * FROM telemetry_hourly ORDER BY 1, 2",
            "SELECT * FROM telemetry_daily ORDER BY 1, 2",
            "SELECT * FROM current_weekly ORDER BY 1",
            "SELECT * FROM telemetry_of_days ORDER BY 1, 2",
            "SELECT view_name, compression_enabled, view_definition FROM timescaledb_information.continuous_aggregates"
                    + " WHERE view_name NOT IN ('esp_telemetry_1h', 'esp_telemetry_1d') ORDER BY 1");

    /// Its chunks and whether they are compressed.
    static final String CHUNKS = """
            SELECT chunk_name, range_start, range_end, is_compressed
            FROM timescaledb_information.chunks
            WHERE hypertable_name = 'esp_telemetry'
            ORDER BY 1
            """;

    /// The policies.
    static final String JOBS = """
            SELECT job_id, proc_name, schedule_interval, config, scheduled
            FROM timescaledb_information.jobs
            WHERE job_id >= 1000 AND hypertable_name NOT IN ('esp_telemetry_1h', 'esp_telemetry_1d')
            ORDER BY 1
            """;

    private ConvertedTable() {}

    /// The table with this type of id and this key, as one script.
    static String of(String id, String key) {
        return """
                CREATE TABLE esp_telemetry (
                    id             %s,
                    well_id        VARCHAR(50) NOT NULL,
                    timestamp      TIMESTAMPTZ NOT NULL,
                    flow_rate      DOUBLE PRECISION NOT NULL,
                    pip            DOUBLE PRECISION NOT NULL,
                    motor_temp     REAL,
                    motor_current  NUMERIC(10, 3),
                    choke          INTEGER,
                    %s
                );
                SELECT create_hypertable('esp_telemetry', 'timestamp', chunk_time_interval => INTERVAL '1 day');
                INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_temp, motor_current, choke)
                SELECT 'WELL-00' || well, at, 2000 + well, 800 + well * 0.1, 96.5, 40.125, 55
                FROM generate_series(1, 5) AS well,
                     generate_series(TIMESTAMPTZ '2025-11-10T00:00:00Z', '2025-11-20T00:00:00Z', '10 minutes') AS at;
                """.formatted(id, key);
    }

    private static String policy(String aggregate) {
        return """
                SELECT add_continuous_aggregate_policy('%s', start_offset => INTERVAL '30 days',
                    end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour')
                """.formatted(aggregate);
    }
}
