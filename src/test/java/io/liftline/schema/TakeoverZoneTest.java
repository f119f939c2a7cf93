package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Event times that were stored without a zone: refused until a setting names their zone.
class TakeoverZoneTest {

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @Test
    void timesWithoutAZoneAreOfTheZoneThatIsSet() throws SQLException {
        // Given
        database.run("""
                CREATE TABLE esp_telemetry (
                    id SERIAL PRIMARY KEY, well_id VARCHAR(50), timestamp TIMESTAMP, flow_rate REAL NOT NULL,
                    created_at TIMESTAMP DEFAULT (now() AT TIME ZONE 'UTC'));
                INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, created_at)
                VALUES ('W', '2025-11-20 23:59:59.123456', 1.5, '2025-11-21 00:00:00'),
                       ('W', NULL, 2.5, NULL),
                       (NULL, '2025-11-20 00:00:00', 3.5, NULL);
                """);

        // When
        Migrations.complete(database, Migrations.config("UTC")).migrate();
        database.run(
                "SET LOCAL TimeZone = 'Asia/Riyadh'; INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', now())");

        // Then
        assertThat(database.row("SELECT id, timestamp, flow_rate, created_at FROM esp_telemetry WHERE id = 1"))
                .isEqualTo("1|2025-11-20 23:59:59.123456+00|1.5|2025-11-21 00:00:00");
        assertThat(database.rows("SELECT id, set_aside_reason FROM esp_telemetry_duplicates ORDER BY id"))
                .containsExactly("2|no well or no time", "3|no well or no time");
        assertThat(
                        database.row(
                                "SELECT id, created_at = date_trunc('second', timestamp AT TIME ZONE 'UTC') FROM esp_telemetry WHERE id > 1"))
                .as("the old default gives the same second in any session")
                .isEqualTo("4|t");
    }

    @Test
    void zonelessChunksKeepTheirTimesWhateverTheZoneOfTheSession() throws SQLException {
        // Given
        database.run("""
                CREATE EXTENSION IF NOT EXISTS timescaledb;
                CREATE TABLE esp_telemetry (timestamp TIMESTAMP NOT NULL, well_id TEXT NOT NULL, flow_rate REAL NOT NULL);
                SELECT create_hypertable('esp_telemetry', 'timestamp', chunk_time_interval => INTERVAL '1 day');
                INSERT INTO esp_telemetry
                SELECT TIMESTAMP '2025-11-01 00:00:00' + i * INTERVAL '1 hour', 'W', i
                FROM generate_series(0, 71) AS i;
                """);

        // When
        Migrations.inZone("Asia/Riyadh", database, Migrations.config("UTC")).migrate();

        // Then
        assertThat(database.rows("""
                SELECT date_trunc('day', timestamp), count(*), sum(flow_rate)
                FROM esp_telemetry
                GROUP BY 1
                ORDER BY 1
                """))
                .containsExactly(
                        "2025-11-01 00:00:00+00|24|276",
                        "2025-11-02 00:00:00+00|24|852",
                        "2025-11-03 00:00:00+00|24|1428");
        assertThat(database.rows("SELECT range_start, range_end FROM timescaledb_information.chunks ORDER BY 1"))
                .containsExactly(
                        "2025-11-01 00:00:00+00|2025-11-02 00:00:00+00",
                        "2025-11-02 00:00:00+00|2025-11-03 00:00:00+00",
                        "2025-11-03 00:00:00+00|2025-11-04 00:00:00+00");
        assertThat(database.row("SELECT count(*) FROM esp_telemetry WHERE timestamp < '2025-11-01T03:00:00Z'"))
                .as("chunks are found by the times of their rows")
                .isEqualTo("3");
    }

    @Test
    void withoutASettingTheyAreRefusedAndNothingIsChanged() throws SQLException {
        // Given
        database.run(OldTables.TELEMETRY.replace("TIMESTAMPTZ NOT NULL", "TIMESTAMP NOT NULL"));
        List<String> before = database.rows(OldTables.shape("esp_telemetry"));

        // When
        assertThatThrownBy(() -> Migrations.complete(database).migrate())
                // Then
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining("esp_telemetry.\"timestamp\" has no zone: set LIFTLINE_TAKEOVER_ZONE");
        assertThat(database.rows(OldTables.shape("esp_telemetry"))).isEqualTo(before);
    }

    @Test
    void aZoneWithSummerTimeIsReadAsOfEachDay() throws SQLException {
        // Given
        database.run("""
                CREATE TABLE esp_telemetry (well_id TEXT, timestamp TIMESTAMP, pip REAL);
                INSERT INTO esp_telemetry VALUES ('W', '2025-01-15 12:00:00', 1), ('W', '2025-07-15 12:00:00', 2);
                """);

        // When
        Migrations.complete(database, Migrations.config("Europe/London")).migrate();

        // Then
        assertThat(database.rows("SELECT timestamp, pip FROM esp_telemetry ORDER BY 1"))
                .containsExactly("2025-01-15 12:00:00+00|1", "2025-07-15 11:00:00+00|2");
    }
}
