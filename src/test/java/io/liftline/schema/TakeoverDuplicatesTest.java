package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several rows of one well and time are united channel by channel.
class TakeoverDuplicatesTest {

    /// Two programs, each with its own channels, for every minute of two hours; on some minutes one corrects
    /// the other, on some a row is there twice.
    private static final String TWO_PROGRAMS = """
            CREATE TABLE esp_telemetry (
                id BIGSERIAL PRIMARY KEY, well_id TEXT NOT NULL, timestamp TIMESTAMPTZ NOT NULL, pip DOUBLE PRECISION,
                motor_temp DOUBLE PRECISION, flow_rate DOUBLE PRECISION, source TEXT, tags JSON, created_at TIMESTAMPTZ);
            INSERT INTO esp_telemetry (well_id, timestamp, pip, source)
            SELECT 'W', TIMESTAMPTZ '2025-11-20T00:00:00Z' + i * INTERVAL '1 minute', 800 + i, 'a' FROM generate_series(1, 120) AS i;
            INSERT INTO esp_telemetry (well_id, timestamp, motor_temp, source)
            SELECT 'W', TIMESTAMPTZ '2025-11-20T00:00:00Z' + i * INTERVAL '1 minute', 90 + i, 'a' FROM generate_series(1, 120) AS i;
            INSERT INTO esp_telemetry (well_id, timestamp, pip)
            SELECT 'W', TIMESTAMPTZ '2025-11-20T00:00:00Z' + i * INTERVAL '1 minute', 7 FROM generate_series(1, 10) AS i;
            INSERT INTO esp_telemetry (well_id, timestamp, motor_temp, tags)
            SELECT 'W', TIMESTAMPTZ '2025-11-20T00:00:00Z' + i * INTERVAL '1 minute', 90 + i, '{"k": 1}'
            FROM generate_series(101, 105) AS i;
            """;

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @Test
    void channelsOfTwoProgramsAreUnitedAndContradictionsSetAside() throws SQLException {
        // Given
        database.run(TWO_PROGRAMS);
        String ids = database.row("SELECT count(*), sum(id) FROM esp_telemetry");

        // When
        List<String> lines;
        try (LoggedLines log = LoggedLines.of("org.flywaydb")) {
            Migrations.complete(database).migrate();
            lines = log.lines();
        }

        // Then
        assertThat(lines)
                .filteredOn(
                        line -> line.contains(
                                "120 times of a well had several rows in esp_telemetry: united into one each;"
                                        + " 135 rows are kept in esp_telemetry_duplicates, 10 of them contradict the row that stays"))
                .hasSize(1);
        assertThat(database.row(
                        "SELECT count(*), count(pip), count(motor_temp), sum(pip), sum(motor_temp) FROM esp_telemetry"))
                .as("the correction counts on ten minutes")
                .isEqualTo("120|120|120|%d|%d".formatted(96_000 + 7_260 - 8_055 + 70, 10_800 + 7_260));
        assertThat(database.rows(
                        "SELECT set_aside_reason, count(*) FROM esp_telemetry_duplicates GROUP BY 1 ORDER BY 1"))
                .containsExactly("contradicts a later row|10", "united with a later row|125");
        assertThat(database.row("""
                SELECT count(*), sum(id)
                FROM (SELECT id FROM esp_telemetry UNION ALL SELECT id FROM esp_telemetry_duplicates) AS kept
                """)).isEqualTo(ids).startsWith("255|");
        assertThat(database.row("SELECT source, tags FROM esp_telemetry WHERE timestamp = '2025-11-20T01:41:00Z'"))
                .as("columns that Liftline does not know are united, too")
                .isEqualTo("a|{\"k\": 1}");
    }

    @Test
    void bothProgramsGoOnWritingByUpsert() throws SQLException {
        // Given
        database.run(TWO_PROGRAMS);
        Migrations.complete(database).migrate();

        // When
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('W', '2025-11-20T09:00:00Z', 1)
                ON CONFLICT (well_id, timestamp) DO UPDATE SET pip = excluded.pip;
                INSERT INTO esp_telemetry (well_id, timestamp, motor_temp) VALUES ('W', '2025-11-20T09:00:00Z', 2)
                ON CONFLICT (well_id, timestamp) DO UPDATE SET motor_temp = excluded.motor_temp;
                """);

        // Then
        assertThat(database.row("SELECT pip, motor_temp FROM esp_telemetry WHERE timestamp = '2025-11-20T09:00:00Z'"))
                .isEqualTo("1|2");
    }

    @Test
    void theDryRunSaysItBeforeAndChangesNothing() throws SQLException {
        // Given
        database.run(
                TWO_PROGRAMS + "INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('W', 'infinity', 30000)");
        List<String> before = database.rows(OldTables.shape("esp_telemetry"));

        // When
        List<String> lines;
        try (LoggedLines log = LoggedLines.of(TakeoverCheck.class.getName())) {
            assertThat(Migrations.complete(database).preview()).isFalse();
            lines = log.lines();
        }

        // Then
        assertThat(lines)
                .anyMatch(line -> line.contains("esp_telemetry has about ") && line.contains(" rows in "))
                .contains(
                        "Takeover: 120 times of a well have several rows: they will be united into one each, and 135 rows kept in"
                                + " esp_telemetry_duplicates; in 10 of these times values contradict each other, and the last"
                                + " written stays",
                        "Takeover: 1 rows have no well or no finite time: they will be moved to esp_telemetry_duplicates",
                        "Takeover: pip has values of 7 to 30000, on average 1017.786, and will be read as psi, of which -15.0 to 20000.0 are plausible",
                        "Takeover: motor_temp has values of 91 to 210, on average 152.200, and will be read as °C, of which -50.0 to 400.0 are plausible");
        assertThat(database.rows(OldTables.shape("esp_telemetry"))).isEqualTo(before);
        assertThat(database.row("SELECT to_regclass('liftline_schema_history')"))
                .isEqualTo("null");
    }

    @Test
    void idsWithoutADefaultAreNumberedWhereTheyMeetNobody() throws SQLException {
        // Given
        database.run("""
                CREATE SEQUENCE esp_telemetry_seq INCREMENT 50;
                CREATE TABLE esp_telemetry (id BIGINT PRIMARY KEY, well_id TEXT NOT NULL, timestamp TIMESTAMPTZ NOT NULL, pip REAL,
                    operator TEXT NOT NULL);
                INSERT INTO esp_telemetry
                SELECT i, 'W', TIMESTAMPTZ '2025-11-20T00:00:00Z' + i * INTERVAL '1 minute', i, 'ann' FROM generate_series(1, 50) AS i;
                """);

        // When
        Migrations.complete(database).migrate();
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('N', '2025-11-21T00:00:00Z', 1),
                    ('N', '2025-11-21T00:00:01Z', 1);
                INSERT INTO esp_telemetry (id, well_id, timestamp, pip, operator)
                VALUES (51, 'N', '2025-11-21T00:00:02Z', 1, 'bob');
                """);

        // Then
        assertThat(database.rows("SELECT id, operator FROM esp_telemetry WHERE well_id = 'N' ORDER BY timestamp"))
                .containsExactly("-1|null", "-2|null", "51|bob");
    }
}
