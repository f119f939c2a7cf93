package io.liftline.rollup;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// A well that no other test has samples of, and its rollups.
abstract class WellWithRollups {

    @Inject
    RollupWorker worker;

    @Inject
    Tokens tokens;

    final TestDatabase database = TestDatabase.ofService();
    final String well = "ROL-" + System.nanoTime();
    final Instant now = Instant.now();

    @BeforeEach
    void begin() {
        complete();
    }

    Instant day(int ago) {
        return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(ago));
    }

    void post(Instant time, String values) {
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("well_id,timestamp,pip,motor_temp\n%s,%s,%s\n".formatted(well, time, values))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    /// Waits while the worker runs by itself.
    void complete() {
        Await.until("the rollups are complete", worker::run);
    }

    List<String> rollup(String tier) throws SQLException {
        return database.rows("""
                SELECT bucket, samples, pip_count, pip_sum, pip_min, pip_max, pip_first, pip_last,
                       motor_temp_count, motor_temp_first, motor_temp_last
                FROM esp_telemetry_%s
                WHERE well_id = '%s'
                ORDER BY bucket""".formatted(tier, well));
    }

    long marks(Instant from) throws SQLException {
        return Long.parseLong(
                database.row("SELECT count(*) FROM esp_telemetry_touched WHERE bucket >= '%s' AND bucket < '%s'"
                        .formatted(from, from.plus(Duration.ofDays(1)))));
    }

    static String utc(Instant time) {
        return time.toString().replace("T", " ").replace("Z", "+00");
    }
}
