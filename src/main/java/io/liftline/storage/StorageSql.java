package io.liftline.storage;

/// The statements about hypertables, chunks and policies.
///
/// They read catalogues and file sizes, no rows of the hypertables. All names and functions in them exist in
/// both editions; the apache edition has no compressed chunks and no policies. Sizes are in bytes and include
/// indexes.
final class StorageSql {

    /// The hypertables of the service, with the schema that each is in.
    private static final String OURS = """
            WITH ours AS (
                SELECT c.relname AS name, n.nspname AS schema, c.oid::regclass AS relation
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results')))
            """;

    /// The same with the rollups, which are views in the community edition.
    private static final String OURS_AND_ROLLUPS = OURS.replace(
            "to_regclass('diagnostic_results')",
            "to_regclass('diagnostic_results'), to_regclass('esp_telemetry_1h'), to_regclass('esp_telemetry_1d')");

    /// One row about the server and the database. $1: the names of the channels.
    static final String DATABASE = """
            SELECT current_setting('server_version_num')::integer AS postgres_version,
                   (SELECT extversion::text FROM pg_extension WHERE extname = 'timescaledb') AS timescale_version,
                   current_setting('timescaledb.license', true) AS license,
                   pg_database_size(current_database()) AS bytes,
                   (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}')
                    FROM pg_attribute a
                    WHERE a.attrelid = to_regclass('esp_telemetry')
                      AND a.attname = ANY ($1)
                      AND a.atttypid IS DISTINCT FROM to_regtype('reading')) AS not_compact
            """;

    /// A row for each hypertable. `compress_after` and `retain_for` are those of policies.
    static final String HYPERTABLES = OURS + """
            SELECT ours.name::text,
                   extract(epoch FROM d.time_interval)::bigint AS chunk_interval,
                   chunks.number AS chunks,
                   chunks.compressed AS compressed_chunks,
                   chunks.oldest,
                   chunks.newest,
                   sizes.bytes,
                   packed.before AS bytes_before,
                   packed.after AS bytes_after,
                   extract(epoch FROM policies.compress_after)::bigint AS compress_after,
                   extract(epoch FROM policies.drop_after)::bigint AS retain_for
            FROM ours
            JOIN timescaledb_information.dimensions d
                ON d.hypertable_schema = ours.schema AND d.hypertable_name = ours.name AND d.dimension_number = 1
            CROSS JOIN LATERAL (
                SELECT count(*) AS number, count(*) FILTER (WHERE is_compressed) AS compressed,
                       min(range_start) AS oldest, max(range_end) AS newest
                FROM timescaledb_information.chunks c
                WHERE c.hypertable_schema = ours.schema AND c.hypertable_name = ours.name) AS chunks
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(total_bytes), 0)::bigint AS bytes
                FROM chunks_detailed_size(ours.relation)) AS sizes
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(before_compression_total_bytes), 0)::bigint AS before,
                       coalesce(sum(after_compression_total_bytes), 0)::bigint AS after
                FROM chunk_compression_stats(ours.relation)) AS packed
            CROSS JOIN LATERAL (
                SELECT min((config ->> 'compress_after')::interval) AS compress_after,
                       min((config ->> 'drop_after')::interval) AS drop_after
                FROM timescaledb_information.jobs j
                WHERE j.scheduled AND j.hypertable_schema = ours.schema AND j.hypertable_name = ours.name) AS policies
            ORDER BY ours.name DESC
            """;

    /// A row for each job that works on a hypertable or a rollup.
    ///
    /// While a job runs, its last finish and its next start are `-infinity`. It is overdue if its next start, or
    /// the start of the run that is under way, is longer ago than its schedule, its maximum duration and an
    /// hour: a job whose worker was lost stays in that state.
    static final String POLICIES = OURS_AND_ROLLUPS + """
            SELECT j.job_id, j.proc_name::text AS procedure, ours.name::text AS hypertable, j.owner::text AS owner,
                   j.scheduled, j.config::text AS config,
                   extract(epoch FROM j.schedule_interval)::bigint AS schedule,
                   nullif(s.last_start, '-infinity') AS last_start,
                   CASE
                       WHEN coalesce(s.last_start, '-infinity') = '-infinity' THEN 'never'
                       WHEN s.last_finish = '-infinity' THEN 'running'
                       WHEN s.last_run_success THEN 'success'
                       ELSE 'failed'
                   END AS outcome,
                   CASE WHEN isfinite(s.next_start) THEN s.next_start END AS next_start,
                   coalesce(s.consecutive_failures + s.consecutive_crashes, 0) AS failures,
                   coalesce(j.scheduled
                            AND clock_timestamp() > greatest(s.next_start, s.last_start)
                                                    + greatest(j.schedule_interval, j.max_runtime, INTERVAL '1 hour'),
                            false) AS overdue
            FROM ours
            JOIN timescaledb_information.jobs j ON j.hypertable_schema = ours.schema AND j.hypertable_name = ours.name
            LEFT JOIN _timescaledb_internal.bgw_job_stat s ON s.job_id = j.job_id
            ORDER BY j.job_id
            LIMIT 1000
            """;

    /// A page of chunks, ordered by hypertable and time. $1: the hypertable, or all if empty; $2: compressed
    /// chunks, others, or all if NULL; $3 and $4: only chunks after this hypertable and start; $5: the maximum
    /// number of rows.
    ///
    /// `rows` is the planner's estimate, and NULL if the chunk was never analysed.
    static final String CHUNKS = OURS + """
            , sizes AS MATERIALIZED ( -- once, not for each chunk: the functions read all chunks
                SELECT ours.name, s.chunk_name, s.total_bytes
                FROM ours
                CROSS JOIN LATERAL chunks_detailed_size(ours.relation) s),
            packed AS MATERIALIZED (
                SELECT ours.name, p.chunk_name, p.before_compression_total_bytes
                FROM ours
                CROSS JOIN LATERAL chunk_compression_stats(ours.relation) p)
            SELECT ours.name::text AS hypertable, c.chunk_name::text AS name, c.range_start, c.range_end,
                   c.is_compressed, s.total_bytes AS bytes, p.before_compression_total_bytes AS bytes_before,
                   (SELECT CASE WHEN reltuples >= 0 THEN reltuples::bigint END
                    FROM pg_class
                    WHERE oid = to_regclass(format('%I.%I', c.chunk_schema, c.chunk_name))) AS rows,
                   a.state AS archive_state, a.version AS archive_version
            FROM ours
            JOIN timescaledb_information.chunks c
                ON c.hypertable_schema = ours.schema AND c.hypertable_name = ours.name
            LEFT JOIN sizes s ON s.name = ours.name AND s.chunk_name = c.chunk_name
            LEFT JOIN packed p ON p.name = ours.name AND p.chunk_name = c.chunk_name
            LEFT JOIN LATERAL (
                SELECT state, version
                FROM chunk_archive
                WHERE hypertable = ours.name::text AND range_start <= c.range_start AND range_end >= c.range_end
                ORDER BY version DESC
                LIMIT 1) AS a ON true
            WHERE ($1 = '' OR ours.name = $1)
              AND ($2::boolean IS NULL OR c.is_compressed = $2)
              AND (ours.name::text, c.range_start) > ($3::text, $4::timestamptz)
            ORDER BY hypertable, c.range_start
            LIMIT $5
            """;

    private StorageSql() {}
}
