package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.Settings;
import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileTest {

    private static final String POLICIES = """
            SELECT hypertable_name, proc_name, coalesce(config ->> 'compress_after', config ->> 'drop_after')::interval
            FROM timescaledb_information.jobs
            WHERE hypertable_name IN ('esp_telemetry', 'diagnostic_results')
            ORDER BY 1, 2
            """;

    @AutoClose
    private MigratedDatabase migrated;

    private TestDatabase database;

    @BeforeEach
    void create() throws SQLException {
        migrated = MigratedDatabase.create();
        database = migrated.database();
    }

    @Test
    void theApacheEditionHasNothingToReconcile() throws SQLException {
        assumeTrue(!isCommunity());

        run(Map.of(), Reconcile.Retention.OF_ARCHIVE);

        assertThat(missing(Map.of(), Reconcile.Retention.OF_ARCHIVE)).isEqualTo("{}");
        assertThat(database.rows(POLICIES)).isEmpty();
    }

    @Test
    void compressionFollowsTheConfigurationAndIsSetOnce() throws SQLException {
        assumeTrue(isCommunity(), "the apache edition has no compression");

        // When
        run(Map.of(), Reconcile.Retention.OF_ARCHIVE);

        // Then
        assertThat(database.rows(POLICIES))
                .containsExactly(
                        "diagnostic_results|policy_compression|336:00:00",
                        "esp_telemetry|policy_compression|168:00:00");
        assertThat(missing(Map.of(), Reconcile.Retention.OF_ARCHIVE)).isEqualTo("{}");

        // When
        Map<String, String> longer = Map.of("liftline.storage.telemetry.compress-after", "P9D");
        run(longer, Reconcile.Retention.OF_ARCHIVE);

        // Then
        assertThat(database.rows(POLICIES))
                .containsExactly(
                        "diagnostic_results|policy_compression|336:00:00",
                        "esp_telemetry|policy_compression|216:00:00");
    }

    @Test
    void aRetentionPolicyOfOthersIsRemovedOnlyWithAnArchive() throws SQLException {
        assumeTrue(isCommunity(), "the apache edition has no policies");
        database.run("SELECT add_retention_policy('esp_telemetry', INTERVAL '30 years')");

        run(Map.of(), Reconcile.Retention.OF_TIMESCALE);
        assertThat(database.rows(POLICIES)).contains("esp_telemetry|policy_retention|30 years");

        run(Map.of(), Reconcile.Retention.OF_ARCHIVE);
        assertThat(database.rows(POLICIES)).noneMatch(line -> line.contains("policy_retention"));
    }

    private boolean isCommunity() throws SQLException {
        return database.row("SHOW timescaledb.license").equals("timescale");
    }

    private String missing(Map<String, String> settings, Reconcile.Retention retention) throws SQLException {
        List<String> row = database.rows(differences(settings, retention));
        return row.getFirst();
    }

    private void run(Map<String, String> settings, Reconcile.Retention retention) throws SQLException {
        try (Connection owner = database.connect()) {
            Reconcile.run(owner, differences(settings, retention));
        }
    }

    private static String differences(Map<String, String> settings, Reconcile.Retention retention) {
        return ReconcileSql.differences(new Settings(settings).of(StorageConfig.class), retention);
    }
}
