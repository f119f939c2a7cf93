package io.liftline.schema;

import io.liftline.database.ProbeConnection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/// The TimescaleDB policies on the service's tables that other programs or operators have created. Those that
/// compress are Liftline's own ([Reconcile]).
@Singleton
public class ForeignPolicies {

    private static final String INSTALLED = """
            SELECT to_regclass('timescaledb_information.jobs') IS NOT NULL AS installed
            """;

    /// One row: an array with a text for each policy.
    private static final String POLICIES = """
            SELECT coalesce(array_agg(format('kind=%s job=%s table=%I every=%s config=''%s'' next_run=%s',
                                             replace(proc_name, 'policy_', ''), job_id, hypertable_name, schedule_interval,
                                             config, coalesce(next_start::text, 'never'))
                                      ORDER BY job_id), '{}') AS policies
            FROM timescaledb_information.jobs
            WHERE proc_name <> 'policy_compression' AND (hypertable_schema, hypertable_name) IN (
                SELECT n.nspname, c.relname
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid IN (to_regclass('esp_telemetry'), to_regclass('diagnostic_results')))
            """;

    private final ProbeConnection connection;

    ForeignPolicies(ProbeConnection connection) {
        this.connection = connection;
    }

    /// One line per policy: kind, job, table, interval, configuration and next run.
    public Uni<List<String>> lines() {
        return connection
                .ask(INSTALLED)
                .chain(row -> row.getBoolean("installed")
                        ? connection
                                .ask(POLICIES)
                                .map(policies -> Arrays.asList(policies.getArrayOfStrings("policies")))
                        : Uni.createFrom().item(List.of()));
    }
}
