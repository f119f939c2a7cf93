package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.TestDatabase;
import io.liftline.schema.ForeignPolicies;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Policies that somebody else has set on the service's tables are found.
@QuarkusTest
class PolicyMetricTest {

    private static final Duration WITHIN = Duration.ofSeconds(10);

    @Inject
    PolicyMetric metric;

    @Inject
    ForeignPolicies policies;

    @Inject
    MeterRegistry metrics;

    @Test
    void withoutPoliciesThereIsNothingToSay() {
        metric.look().await().atMost(WITHIN);

        assertThat(policies.lines().await().atMost(WITHIN)).isEmpty();
        assertThat(metrics.get("liftline.foreign.policies").gauge().value()).isZero();
    }

    @Test
    void aRetentionPolicyIsNamedAndCounted() throws SQLException {
        // Given
        TestDatabase database = TestDatabase.ofService();
        assumeTrue(
                database.row("SHOW timescaledb.license").equals("timescale"),
                "the apache edition has no policies, nothing to test");
        database.run("SELECT add_retention_policy('esp_telemetry', INTERVAL '30 years')");
        try {
            // When
            metric.look().await().atMost(WITHIN);
            List<String> lines = policies.lines().await().atMost(WITHIN);

            // Then
            assertThat(lines).hasSize(1);
            assertThat(lines.getFirst())
                    .startsWith("kind=retention job=")
                    .contains("table=esp_telemetry every=1 day config='{\"drop_after\": \"30 years\"")
                    .contains("next_run=");
            assertThat(metrics.get("liftline.foreign.policies").gauge().value()).isEqualTo(1);
        } finally {
            database.run("SELECT remove_retention_policy('esp_telemetry')");
            metric.look().await().atMost(WITHIN);
        }
    }
}
