package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sample that a retention policy of the database would delete is rejected, not acknowledged. Community edition
/// only.
@QuarkusTest
class ForeignRetentionTest {

    /// Its first run is far away, so that it deletes nothing that other tests have stored.
    private static final String ADD = """
            SELECT add_retention_policy('esp_telemetry', INTERVAL '20 years', initial_start => now() + INTERVAL '1 day')
            """;

    @Inject
    ForeignRetention retention;

    @Inject
    Tokens tokens;

    private final TestDatabase database = TestDatabase.ofService();
    private String job = "";

    @BeforeEach
    void addPolicy() throws SQLException {
        assumeTrue(
                database.row("SHOW timescaledb.license").equals("timescale"),
                "the apache edition has no policies, nothing to test");
        job = database.row(ADD);
        retention.read();
    }

    @AfterEach
    void removePolicy() throws SQLException {
        if (!job.isEmpty()) {
            database.run("SELECT remove_retention_policy('esp_telemetry')");
            retention.read();
        }
    }

    @Test
    void aSampleOlderThanThePolicyKeepsIsRejectedAndItsNeighbourStored() throws SQLException {
        String policy = "retention policy " + job + " of the database deletes samples before 20";

        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("well_id,timestamp,pip\nKEPT-1,2004-01-01T00:00:00Z,800\nKEPT-1,2012-01-01T00:00:00Z,801\n")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1))
                .body("rejected", equalTo(1))
                .body("errors[0].index", equalTo(0))
                .body("errors[0].code", equalTo("beyond_retention"))
                .body("errors[0].field", equalTo("timestamp"))
                .body("errors[0].detail", startsWith(policy));

        assertThat(database.rows("SELECT pip FROM esp_telemetry WHERE well_id = 'KEPT-1'"))
                .containsExactly("801");
    }

    @Test
    void aPausedPolicyLimitsNothing() throws SQLException {
        database.rows("SELECT alter_job(" + job + ", scheduled => false)");
        retention.read();

        assertThat(retention.current()).isEqualTo(Retention.UNLIMITED);
    }

    @Test
    void thePolicyThatDeletesFirstCounts() {
        assertThat(retention.current().job()).isEqualTo(Integer.parseInt(job));
        assertThat(retention.current().keeps()).isBetween(Duration.ofDays(20 * 365 + 4), Duration.ofDays(20 * 365 + 6));
    }
}
