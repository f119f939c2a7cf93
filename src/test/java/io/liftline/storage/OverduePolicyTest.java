package io.liftline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A policy that has silently stopped is recognized. Community edition only.
class OverduePolicyTest {

    @AutoClose
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

    /// In a transaction that is not committed, so that the scheduler does not see the times and start the job.
    @Test
    void aJobThatDoesNotStartIsOverdueAfterItsScheduleAndAnHour() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);

            assertThat(overdueIfNextStartIs(statement, "25 hours")).isFalse();
            assertThat(overdueIfNextStartIs(statement, "-23 hours")).isFalse();
            assertThat(overdueIfNextStartIs(statement, "-25 hours")).isTrue();
        }
    }

    private static boolean overdueIfNextStartIs(Statement statement, String fromNow) throws SQLException {
        statement.execute("""
                SELECT alter_job(job_id, next_start => now() + INTERVAL '%s')
                FROM timescaledb_information.jobs
                WHERE hypertable_name = 'esp_telemetry'
                """.formatted(fromNow));
        try (ResultSet row = statement.executeQuery(StorageSql.POLICIES)) {
            row.next();
            return row.getBoolean("overdue");
        }
    }
}
