package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class FleetMetricsTest {

    private static final Duration WITHIN = Duration.ofSeconds(10);

    @Inject
    FleetMetrics metrics;

    @Inject
    MeterRegistry registry;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @AfterEach
    void removeTheWells() throws SQLException {
        execute("DELETE FROM well WHERE well_id LIKE 'FLEET-METRICS-%'");
        metrics.read().await().atMost(WITHIN);
    }

    @Test
    void silentWellsAndTheAgeOfTheNewestSampleAreShown() throws SQLException {
        metrics.read().await().atMost(WITHIN);
        double wells = value("liftline.wells");
        double silent = value("liftline.wells.silent");

        execute("""
                INSERT INTO well (well_id, first_at, last_at)
                VALUES
                  ('FLEET-METRICS-1', now() - INTERVAL '1 day', now() - INTERVAL '5 minutes'),
                  ('FLEET-METRICS-2', now() - INTERVAL '1 day', now() - INTERVAL '14 minutes'),
                  ('FLEET-METRICS-3', now() - INTERVAL '1 day', now() - INTERVAL '16 minutes')""");
        metrics.read().await().atMost(WITHIN);

        assertThat(value("liftline.wells")).isEqualTo(wells + 3);
        assertThat(value("liftline.wells.silent")).isEqualTo(silent + 1);
        assertThat(value("liftline.newest.event.age")).isLessThan(360.0);
    }

    private double value(String gauge) {
        return registry.get(gauge).gauge().value();
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
