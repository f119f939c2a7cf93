package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Statements of old programs give the same answers after a takeover as before, values and errors.
class TakeoverStatementsTest {

    private static final String TABLES = """
            CREATE TYPE level AS ENUM ('warning', 'alarm');
            CREATE TABLE wells (name VARCHAR(20) PRIMARY KEY, field TEXT);
            INSERT INTO wells VALUES ('WELL-000', 'north'), ('WELL-001', 'north'), ('WELL-002', 'south');
            CREATE TABLE esp_telemetry (
                id             SERIAL PRIMARY KEY,
                well_id        VARCHAR(20) NOT NULL REFERENCES wells,
                timestamp      TIMESTAMPTZ NOT NULL,
                pip            NUMERIC(10, 3) NOT NULL CHECK (pip > -15),
                motor_current  REAL,
                choke          INTEGER,
                gor            BIGINT,
                operator       TEXT NOT NULL DEFAULT 'ann',
                tags           TEXT[],
                created_at     TIMESTAMP DEFAULT (now() AT TIME ZONE 'UTC')
            );
            INSERT INTO esp_telemetry (well_id, timestamp, pip, motor_current, choke, gor, tags, created_at)
            SELECT 'WELL-00' || i % 3, TIMESTAMPTZ '2025-11-20T06:00:00Z' + i * INTERVAL '1 minute',
                   800 + i * 0.125, 40.1 + i % 7, 50 + i % 10, i, ARRAY['a', 'b' || i], TIMESTAMP '2025-11-20 00:00:00.123456'
            FROM generate_series(1, 3600) AS i;
            CREATE TABLE diagnostic_results (
                id SERIAL PRIMARY KEY, well_id TEXT NOT NULL, timestamp TIMESTAMPTZ NOT NULL, diagnosis TEXT NOT NULL,
                confidence NUMERIC(5, 2), severity level, actions TEXT[], telemetry_snapshot JSON, notes VARCHAR(10));
            INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity, actions, telemetry_snapshot)
            SELECT 'WELL-001', TIMESTAMPTZ '2025-11-01T00:00:00Z' + i * INTERVAL '1 hour', 'gas lock', i % 100,
                   (ARRAY['warning', 'alarm'])[1 + i % 2]::level, ARRAY['stop', 'check'], '{"b": 1, "a":  2, "b": 3}'
            FROM generate_series(1, 700) AS i;
            CREATE VIEW pressures AS SELECT well_id, round(avg(pip), 2) AS pip FROM esp_telemetry GROUP BY well_id;
            CREATE VIEW alarms AS SELECT * FROM diagnostic_results WHERE severity = 'alarm';
            CREATE INDEX by_choke ON esp_telemetry (choke) WHERE choke > 55;
            CREATE INDEX by_well ON esp_telemetry (well_id, timestamp);
            """;

    private static final List<String> STATEMENTS = List.of(
            "SELECT count(*), sum(id), sum(pip), sum(motor_current::numeric), sum(choke), sum(gor) FROM esp_telemetry",
            "SELECT round(avg(pip), 2), round(stddev(pip), 3), pg_typeof(avg(pip)), pg_typeof(max(motor_current)) FROM esp_telemetry",
            "SELECT choke / 10, choke % 3, gor / 7, count(*) FROM esp_telemetry GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT 20",
            "SELECT choke & 1, gor << 2, pip::text, motor_current::text FROM esp_telemetry ORDER BY id LIMIT 5",
            "SELECT to_char(pip, 'FM9990.00'), pip = 800.125 FROM esp_telemetry ORDER BY id LIMIT 3",
            "SELECT id, well_id, timestamp, pip, operator, tags[2], tags FROM esp_telemetry WHERE id BETWEEN 100 AND 103 ORDER BY id",
            "SELECT DISTINCT ON (well_id) well_id, timestamp, pip FROM esp_telemetry ORDER BY well_id, timestamp DESC",
            "SELECT date_trunc('day', created_at), created_at::date, max(created_at) FROM esp_telemetry GROUP BY 1, 2",
            "SELECT w.field, count(*) FROM esp_telemetry t JOIN wells w ON w.name = t.well_id GROUP BY 1 ORDER BY 1",
            "SELECT max(id) FROM esp_telemetry",
            "SELECT lag(pip) OVER (PARTITION BY well_id ORDER BY timestamp) - pip FROM esp_telemetry ORDER BY id LIMIT 5",
            "SELECT * FROM pressures ORDER BY 1",
            "SELECT severity, count(*) FROM diagnostic_results WHERE severity = 'warning' GROUP BY 1",
            "SELECT severity > 'warning', count(*) FROM diagnostic_results GROUP BY 1 ORDER BY 1",
            "SELECT actions[1], array_length(actions, 1), count(*) FROM diagnostic_results GROUP BY 1, 2",
            "SELECT telemetry_snapshot::text, telemetry_snapshot ->> 'b' FROM diagnostic_results ORDER BY id LIMIT 2",
            "SELECT round(avg(confidence), 1), max(confidence) FROM diagnostic_results",
            "SELECT count(*), min(id), max(id) FROM alarms",
            "SELECT 1 / (choke - 50) FROM esp_telemetry WHERE id = 10",
            "SELECT notes || severity FROM diagnostic_results WHERE id = 1",
            "SELECT pip || tags FROM esp_telemetry",
            "SELECT data_type, count(*) FROM information_schema.columns WHERE table_name = 'esp_telemetry'"
                    + " AND column_name IN ('id', 'pip', 'motor_current', 'choke', 'gor', 'tags', 'created_at') GROUP BY 1 ORDER BY 1");

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @Test
    void giveTheSameAnswersAsBefore() throws SQLException {
        // Given
        database.run(TABLES);
        List<String> before = answers();

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(answers()).isEqualTo(before);
        assertThat(before).filteredOn(line -> line.startsWith("ERROR")).hasSize(2);
        assertThat(database.row("SELECT count(*) FROM show_chunks('esp_telemetry')"))
                .isEqualTo("3");
    }

    @Test
    void andGoOnWriting() throws SQLException {
        // Given
        database.run(TABLES);
        Migrations.complete(database).migrate();

        // When
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip, choke, tags)
                VALUES ('WELL-000', '2026-01-01T00:00:00Z', 800.1254, 7, '{x}');
                INSERT INTO esp_telemetry VALUES (DEFAULT, 'WELL-000', '2026-01-02T00:00:00Z', 1, 2, 3, 4, 'bob', '{}', now());
                UPDATE esp_telemetry SET pip = pip * 2 WHERE id = 3601;
                DELETE FROM esp_telemetry WHERE id = 1;
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity, actions)
                VALUES ('WELL-000', '2026-01-01T00:00:00Z', 'gas lock', 95.5, 'alarm', '{stop}');
                """);

        // Then
        assertThat(
                        database.rows(
                                "SELECT id, pip, choke, operator, gor FROM esp_telemetry WHERE id > 3600 OR id = 1 ORDER BY id"))
                .containsExactly("3601|1600.250|7|ann|null", "3602|1.000|3|bob|4");
        assertThat(database.row("SELECT id, severity, confidence FROM diagnostic_results WHERE well_id = 'WELL-000'"))
                .isEqualTo("701|alarm|95.50");
    }

    private List<String> answers() {
        List<String> all = new ArrayList<>();
        for (String statement : STATEMENTS) {
            try {
                all.addAll(database.rows(statement));
            } catch (SQLException e) {
                all.add("ERROR " + e.getSQLState() + " " + e.getMessage());
            }
        }
        return all;
    }
}
