package io.liftline.ingest.write;

/// SQL statements for the limits of growth.
final class GrowthSql {

    /// Parameter: wells. How many of them are not in the table `well`.
    static final String NEW_WELLS = """
            SELECT count(*)
            FROM unnest(?::VARCHAR[]) AS named (well_id)
            WHERE NOT EXISTS (SELECT FROM well WHERE well.well_id = named.well_id)""";

    /// The ranges of the chunks and the interval of new ones, in microseconds since 1970-01-01T00:00:00Z. One
    /// row more than chunks: the first has no range.
    static final String CHUNKS = """
            WITH hypertable AS (
                SELECT n.nspname AS hypertable_schema, c.relname AS hypertable_name
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid = 'esp_telemetry'::REGCLASS)
            SELECT NULL::BIGINT AS range_start,
                   NULL::BIGINT AS range_end,
                   (extract(epoch FROM time_interval) * 1000000)::BIGINT AS chunk_interval
            FROM timescaledb_information.dimensions
            JOIN hypertable USING (hypertable_schema, hypertable_name)
            WHERE dimension_number = 1
            UNION ALL
            SELECT (extract(epoch FROM range_start) * 1000000)::BIGINT,
                   (extract(epoch FROM range_end) * 1000000)::BIGINT,
                   NULL
            FROM timescaledb_information.chunks
            JOIN hypertable USING (hypertable_schema, hypertable_name)
            WHERE isfinite(range_start)
              AND isfinite(range_end)""";

    private GrowthSql() {}
}
