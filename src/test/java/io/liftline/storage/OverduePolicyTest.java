package io.liftline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A policy that has silently stopped is recognized. Community edition only.
class OverduePolicyTest {

    private static final Duration WITHIN = Duration.ofSeconds(30);

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
        database.run("CREATE EXTENSION timescaledb");
        assumeTrue(
                database.row("SHOW timescaledb.license").equals("timescale"),
                "the apache edition has no policies, nothing to test");
        database.run("""
                CREATE TABLE well (well_id text);
                CREATE TABLE esp_telemetry (well_id text, timestamp timestamptz NOT NULL);
                SELECT create_hypertable('esp_telemetry', 'timestamp');
                SELECT add_retention_policy('esp_telemetry', INTERVAL '30 days');
                """);
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void aJobThatDoesNotStartIsOverdueAfterItsScheduleAndAnHour() throws SQLException {
        // Given
        Await.until("the workers have stopped", WITHIN, () -> {
            try {
                return database.row("SELECT _timescaledb_functions.stop_background_workers()")
                        .equals("t");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });

        // When
        nextStart("25 hours");
        String waiting = overdue();
        nextStart("-23 hours");
        String late = overdue();
        nextStart("-25 hours");
        String stopped = overdue();

        // Then
        assertThat(waiting).isEqualTo("f");
        assertThat(late).isEqualTo("f");
        assertThat(stopped).isEqualTo("t");
    }

    private void nextStart(String fromNow) throws SQLException {
        database.rows("""
                SELECT alter_job(job_id, next_start => now() + INTERVAL '%s')
                FROM timescaledb_information.jobs
                WHERE hypertable_name = 'esp_telemetry'
                """.formatted(fromNow));
    }

    private String overdue() throws SQLException {
        return database.row("SELECT overdue FROM (%s) AS policies".formatted(StorageSql.POLICIES));
    }
}
