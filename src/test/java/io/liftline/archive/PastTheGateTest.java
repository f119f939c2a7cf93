package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The service's role cannot remove a row of the hypertables by statements and functions of its own.
class PastTheGateTest extends VerifiedChunk {

    private static final String NOT_IN_THIS_EDITION = "0A000";

    @Test
    void noStatementOfTheServiceRemovesARow() throws Exception {
        String chunk = archive.database().row("SELECT show_chunks('esp_telemetry') ORDER BY 1 LIMIT 1");
        for (String statement : List.of(
                "DELETE FROM esp_telemetry",
                "DELETE FROM ONLY " + chunk,
                "DELETE FROM diagnostic_results",
                "TRUNCATE esp_telemetry",
                "TRUNCATE " + chunk,
                "DROP TABLE esp_telemetry",
                "DROP TABLE " + chunk,
                "ALTER TABLE esp_telemetry RENAME TO away",
                "ALTER TABLE " + chunk + " NO INHERIT esp_telemetry",
                "SELECT drop_chunks('esp_telemetry', older_than => '2030-01-01'::timestamptz)",
                "CREATE TRIGGER t BEFORE INSERT ON esp_telemetry FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "DELETE FROM chunk_archive",
                "TRUNCATE chunk_archive",
                "UPDATE archive_floor SET dropped_before = now()",
                "INSERT INTO archive_floor VALUES ('esp_telemetry', now())",
                "UPDATE chunk_archive SET state = 'dropped', dropped_at = now()",
                "INSERT INTO newest_dropped_sample VALUES ('WELL-1', now(), '{}')",
                "UPDATE newest_dropped_sample SET sample = '{}'",
                "DELETE FROM newest_dropped_sample",
                "ALTER TABLE chunk_archive DISABLE TRIGGER ALL",
                "CREATE OR REPLACE FUNCTION liftline_figures(regclass, timestamptz, timestamptz) RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb'",
                "SET SESSION AUTHORIZATION liftline_owner",
                "SET ROLE liftline_owner")) {
            requireRefused(statement, Set.of(INSUFFICIENT_PRIVILEGE));
        }
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(40);
    }

    /// The apache edition does not have most of them, and says so before it looks at rights.
    @Test
    void noFunctionOfTimescaleDbRemovesARow() throws Exception {
        Set<String> refusals = refusals();
        List<String> chunks = archive.database().rows("SELECT show_chunks('esp_telemetry') ORDER BY 1");
        String job = isCommunity() ? retentionOfTheOwner() : "1";
        for (String statement : List.of(
                "SELECT add_retention_policy('esp_telemetry', INTERVAL '1 day')",
                "SELECT remove_retention_policy('esp_telemetry')",
                "SELECT remove_compression_policy('esp_telemetry')",
                "CALL run_job(%s)".formatted(job),
                "SELECT alter_job(%s, config => '{\"drop_after\": \"1 day\"}')".formatted(job),
                "SELECT delete_job(%s)".formatted(job),
                "CALL _timescaledb_functions.policy_retention(%s, '{\"drop_after\": \"1 day\", \"hypertable_id\": %s}')"
                        .formatted(job, hypertable()),
                "SELECT compress_chunk('%s')".formatted(chunks.getFirst()),
                "SELECT decompress_chunk('%s')".formatted(chunks.getFirst()),
                "SELECT move_chunk('%s', 'pg_default', 'pg_default')".formatted(chunks.getFirst()),
                "SELECT _timescaledb_functions.freeze_chunk('%s')".formatted(chunks.getFirst()),
                "SELECT set_chunk_time_interval('esp_telemetry', INTERVAL '1 hour')",
                "DELETE FROM _timescaledb_catalog.chunk",
                "DELETE FROM _timescaledb_catalog.hypertable",
                "SET session_replication_role = replica")) {
            requireRefused(statement, refusals);
        }
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(40);
        assertThat(archive.database().rows("SELECT show_chunks('esp_telemetry') ORDER BY 1"))
                .isEqualTo(chunks);
    }

    /// Versions before that let every role drop a chunk, which the service says at each start (OpenFunctionsTest).
    @Test
    void noInternalFunctionOfTimescaleDbDropsAChunkSinceItChecksItsCaller() throws Exception {
        Set<String> refusals = refusals();
        assumeThat(archive.database().row("""
                        SELECT string_to_array(extversion, '.')::int[] >= '{2,29,1}'
                        FROM pg_extension
                        WHERE extname = 'timescaledb'
                        """)).isEqualTo("t");
        String chunk = archive.database().row("SELECT show_chunks('esp_telemetry') ORDER BY 1 LIMIT 1");
        for (String statement : List.of(
                "SELECT _timescaledb_functions.drop_chunk('%s')".formatted(chunk),
                "CALL detach_chunk('%s')".formatted(chunk),
                "CALL merge_chunks('%1$s', '%1$s')".formatted(chunk),
                "CALL split_chunk('%s', '2026-11-15 12:00+00')".formatted(chunk))) {
            requireRefused(statement, refusals);
        }
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(40);
    }

    /// Everybody may add one, but it has the rights of whoever added it.
    @Test
    void aJobThatTheServiceAddsCannotDropEither() throws Exception {
        assumeThat(isCommunity()).as("the apache edition has no jobs of users").isTrue();
        String job = asService("""
                SELECT add_job('_timescaledb_functions.policy_retention', INTERVAL '1 day', scheduled => false,
                               config => '{"drop_after": "1 day", "hypertable_id": %s}')
                """.formatted(hypertable()));

        requireRefused("CALL run_job(%s)".formatted(job), Set.of(INSUFFICIENT_PRIVILEGE));
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(40);
    }

    private void requireRefused(String statement, Set<String> states) {
        assertThatThrownBy(() -> asService(statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(statement).isIn(states));
    }

    private boolean isCommunity() throws SQLException {
        return archive.database().row("SHOW timescaledb.license").equals("timescale");
    }

    /// Compression and two policies of the owner, which never run. Returns the job that would drop.
    private String retentionOfTheOwner() throws SQLException {
        archive.database().run("""
                ALTER TABLE esp_telemetry SET (timescaledb.compress, timescaledb.compress_segmentby = 'well_id');
                SELECT add_compression_policy('esp_telemetry', INTERVAL '7 days', initial_start => '2100-01-01 00:00+00');
                SELECT add_retention_policy('esp_telemetry', INTERVAL '30 years', initial_start => '2100-01-01 00:00+00')
                """);
        return archive.database()
                .row("SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'");
    }

    private Set<String> refusals() throws SQLException {
        return isCommunity() ? Set.of(INSUFFICIENT_PRIVILEGE) : Set.of(INSUFFICIENT_PRIVILEGE, NOT_IN_THIS_EDITION);
    }

    private String hypertable() throws SQLException {
        return archive.database()
                .row("SELECT id FROM _timescaledb_catalog.hypertable WHERE table_name = 'esp_telemetry'");
    }
}
