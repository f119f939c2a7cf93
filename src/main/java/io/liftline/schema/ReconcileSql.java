package io.liftline.schema;

/// The statement that compares the database with the configuration.
final class ReconcileSql {

    private ReconcileSql() {}

    /// One row: an array of the statements that would have to run. Compression that is enabled keeps its
    /// settings, which an operator may have chosen; a policy follows the configuration.
    static String differences(StorageConfig storage, Reconcile.Retention retention) {
        return """
                WITH wanted (name, compress_after, compress_order) AS (
                    VALUES ('esp_telemetry', make_interval(secs => %d), '"timestamp" DESC'),
                           ('diagnostic_results', make_interval(secs => %d), '"timestamp" DESC, id')
                ),
                tables AS (
                    SELECT w.name, w.compress_after, w.compress_order, h.compression_enabled, h.hypertable_schema
                    FROM wanted w
                    JOIN timescaledb_information.hypertables h
                      ON format('%%I.%%I', h.hypertable_schema, h.hypertable_name)::regclass = to_regclass(w.name)
                    WHERE current_setting('timescaledb.license', true) = 'timescale'
                ),
                policies AS (
                    SELECT t.name, j.proc_name, j.config
                    FROM tables t
                    JOIN timescaledb_information.jobs j
                      ON j.hypertable_schema = t.hypertable_schema AND j.hypertable_name = t.name
                ),
                statements AS (
                    SELECT 1 AS step, format('ALTER TABLE %%I SET (timescaledb.compress, timescaledb.compress_segmentby = '
                                             '''well_id'', timescaledb.compress_orderby = %%L)', name, compress_order) AS statement
                    FROM tables
                    WHERE NOT compression_enabled
                    UNION ALL
                    SELECT 2, format('SELECT remove_compression_policy(%%L)', p.name)
                    FROM policies p
                    JOIN tables t ON t.name = p.name
                    WHERE p.proc_name = 'policy_compression'
                      AND (p.config ->> 'compress_after')::interval <> t.compress_after
                    UNION ALL
                    SELECT 3, format('SELECT add_compression_policy(%%L, compress_after => INTERVAL %%L)', t.name, t.compress_after)
                    FROM tables t
                    WHERE NOT EXISTS (
                        SELECT FROM policies p
                        WHERE p.name = t.name AND p.proc_name = 'policy_compression'
                          AND (p.config ->> 'compress_after')::interval = t.compress_after)
                    UNION ALL
                    SELECT 4, format('SELECT remove_retention_policy(%%L)', name)
                    FROM policies
                    WHERE proc_name = 'policy_retention' AND %s
                )
                SELECT coalesce(array_agg(statement ORDER BY step, statement), '{}') AS statements
                FROM statements
                """.formatted(
                        storage.telemetry().compressAfter().toSeconds(),
                        storage.diagnostics().compressAfter().toSeconds(),
                        retention == Reconcile.Retention.OF_ARCHIVE);
    }
}
