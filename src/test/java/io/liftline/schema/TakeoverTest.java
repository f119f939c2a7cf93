package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the migrations make of tables that other programs made.
class TakeoverTest {

    @AutoClose
    private TestDatabase database;

    private TableShape shape;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
        shape = new TableShape(database);
    }

    @Test
    void aPlainTableKeepsEveryRowAndValue() throws SQLException {
        // Given
        database.run(OldTables.BOTH);
        String before = database.row(OldTables.sums("esp_telemetry"));
        String lastWritten = database.row("SELECT sum(pip) FROM esp_telemetry WHERE id > 3600");

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(database.row(OldTables.sums("""
                (SELECT id, flow_rate, pip, motor_current, motor_temp FROM esp_telemetry
                 UNION ALL
                 SELECT id, flow_rate, pip, motor_current, motor_temp FROM esp_telemetry_duplicates) AS kept
                """))).isEqualTo(before).startsWith("3620|");
        assertThat(database.row("SELECT count(*) FROM esp_telemetry")).isEqualTo("3600");
        assertThat(database.row("SELECT count(*), min(set_aside_reason) FROM esp_telemetry_duplicates WHERE id <= 20"))
                .isEqualTo("20|contradicts a later row");
        assertThat(database.row("SELECT sum(pip)::numeric(20, 3) FROM esp_telemetry WHERE id > 3600"))
                .isEqualTo(lastWritten);
        assertThat(database.row("SELECT count(*) FROM show_chunks('esp_telemetry')"))
                .as("2025-11-20T06:01Z to 2025-11-22T18:00Z in chunks of a day")
                .isEqualTo("3");
        assertThat(shape.columns("esp_telemetry"))
                .containsSequence(
                        "id|bigint|t",
                        "well_id|character varying(50)|t",
                        "timestamp|timestamp with time zone|t",
                        "flow_rate|reading|f",
                        "pip|numeric(10,3)|f",
                        "motor_current|real|f",
                        "motor_temp|reading|f",
                        "field_name|text|t",
                        "created_at|timestamp with time zone|f",
                        "discharge_pressure|reading|f");
        assertThat(shape.indexes("esp_telemetry"))
                .contains("CREATE INDEX telemetry_by_field ON public.esp_telemetry USING btree (field_name)");
    }

    @Test
    void severitiesAndActionsAreConvertedWhereASettingListsThem() throws SQLException {
        // Given
        database.run(OldTables.BOTH);

        // When
        Migrations.complete(database, Migrations.config("", "severity", "actions", "telemetry_snapshot", "pip"))
                .migrate();
        database.run("""
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity)
                VALUES ('WELL-009', '2026-01-01T00:00:00Z', 'gas lock', 0.9, 'CRITICAL'),
                       ('WELL-009', '2026-01-02T00:00:00Z', 'gas lock', 0.9, NULL)
                """);

        // Then
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("reading");
        assertThat(database.rows("SELECT severity, count(*) FROM diagnostic_results GROUP BY 1 ORDER BY 1"))
                .containsExactly("critical|101", "high|200", "info|101", "low|100", "medium|200");
        assertThat(database.rows("""
                SELECT o.original, d.severity, count(*)
                FROM diagnostic_severity_originals o
                JOIN diagnostic_results d ON d.id = o.diagnostic_id AND d.timestamp = o.timestamp
                GROUP BY 1, 2
                ORDER BY 1
                """))
                .containsExactlyInAnyOrder(
                        "CRITICAL|critical|100",
                        "HIGH|high|100",
                        "Warning|medium|100",
                        "error|high|100",
                        "moderate|medium|100",
                        "null|info|100");
        assertThat(database.rows("SELECT actions, count(*) FROM diagnostic_results GROUP BY 1 ORDER BY 1 NULLS LAST"))
                .containsExactlyInAnyOrder(
                        "[]|175", "[\"check intake\"]|175", "[\"reduce frequency\"]|175", "null|177");
        assertThat(database.row("SELECT telemetry_snapshot ->> 'pip' FROM diagnostic_results WHERE id = 1"))
                .isEqualTo("812");
    }

    @Test
    void oldInsertsAndSelectsGoOnWorking() throws SQLException {
        // Given
        database.run(OldTables.BOTH);
        List<String> answer = database.rows("SELECT well_id, timestamp, flow_rate FROM esp_telemetry WHERE id > 3000");
        Migrations.complete(database).migrate();

        // When
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_current, motor_temp)
                VALUES ('WELL-009', '2026-01-01T00:00:00Z', 1, 2, 3, 4);
                INSERT INTO esp_telemetry VALUES (DEFAULT, 'WELL-009', '2026-01-02T00:00:00Z', 1, 2, 3, 4, 'south', now());
                INSERT INTO esp_telemetry VALUES (nextval('esp_telemetry_id_seq'), 'WELL-009', '2026-01-03T00:00:00Z', 1, 2, 3, 4);
                INSERT INTO esp_telemetry (id, well_id, timestamp, flow_rate, pip, motor_current, motor_temp)
                VALUES (9000, 'WELL-009', '2026-01-04T00:00:00Z', 1, 2, 3, 4);
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity, actions)
                VALUES ('WELL-009', '2026-01-01T00:00:00Z', 'gas lock', 0.9, 'CRITICAL', '["stop"]'),
                       ('WELL-009', '2026-01-02T00:00:00Z', 'gas lock', 0.9, 'WARNING', NULL),
                       ('WELL-009', '2026-01-03T00:00:00Z', 'gas lock', 0.9, NULL, NULL);
                """);

        // Then
        assertThat(database.rows("SELECT id FROM esp_telemetry WHERE well_id = 'WELL-009' ORDER BY timestamp"))
                .containsExactly("3621", "3622", "3623", "9000");
        assertThat(database.rows(
                        "SELECT id, severity FROM diagnostic_results WHERE well_id = 'WELL-009' ORDER BY timestamp"))
                .as("the words stay those of the program")
                .containsExactly("701|CRITICAL", "702|WARNING", "703|null");
        assertThat(database.rows(
                        "SELECT well_id, timestamp, flow_rate FROM esp_telemetry WHERE id BETWEEN 3001 AND 3620"))
                .containsExactlyInAnyOrderElementsOf(answer);
    }

    @Test
    void viewsTriggersAndPrivilegesOfOthersSurvive() throws SQLException {
        // Given
        database.run(OldTables.TELEMETRY.replace("TIMESTAMPTZ NOT NULL", "TIMESTAMP NOT NULL") + """
                CREATE VIEW hot AS SELECT well_id, timestamp, motor_temp FROM esp_telemetry WHERE motor_temp > 97;
                CREATE VIEW hottest AS SELECT well_id, max(motor_temp) AS motor_temp FROM hot GROUP BY well_id;
                CREATE MATERIALIZED VIEW ends AS SELECT well_id, max(timestamp) AS last FROM esp_telemetry GROUP BY well_id;
                CREATE UNIQUE INDEX ends_by_well ON ends (well_id);
                GRANT SELECT ON hottest, esp_telemetry TO PUBLIC;
                CREATE TABLE noticed (what TEXT);
                CREATE FUNCTION notice() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO noticed VALUES (TG_OP); RETURN NULL; END';
                CREATE TRIGGER noticing AFTER INSERT OR UPDATE OR DELETE ON esp_telemetry
                    FOR EACH ROW EXECUTE FUNCTION notice();
                """);
        List<String> hottest = database.rows("SELECT * FROM hottest ORDER BY 1");

        // When
        Migrations.complete(database, Migrations.config("UTC")).migrate();
        database.run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', now())");

        // Then
        assertThat(database.rows("SELECT * FROM hottest ORDER BY 1")).hasSize(3).isEqualTo(hottest);
        assertThat(database.row("SELECT last FROM ends WHERE well_id = 'WELL-000'"))
                .isEqualTo("2025-11-22 18:00:00+00");
        assertThat(database.row("SELECT count(*) FROM pg_indexes WHERE indexname = 'ends_by_well'"))
                .isEqualTo("1");
        assertThat(database.row("""
                SELECT array_agg(table_name::text ORDER BY table_name::text)
                FROM information_schema.role_table_grants
                WHERE grantee = 'PUBLIC' AND table_schema = 'public' AND table_name IN ('hottest', 'esp_telemetry')
                """)).isEqualTo("{esp_telemetry,hottest}");
        assertThat(database.rows("SELECT what FROM noticed"))
                .as("rows that only move are no news")
                .containsExactly("INSERT");
    }

    @Test
    void aHypertableThatIsThereKeepsItsChunks() throws SQLException {
        // Given
        database.run("""
                CREATE EXTENSION IF NOT EXISTS timescaledb;
                CREATE TABLE esp_telemetry (timestamp TIMESTAMPTZ NOT NULL, well_id TEXT NOT NULL, flow_rate REAL NOT NULL);
                SELECT create_hypertable('esp_telemetry', 'timestamp', chunk_time_interval => INTERVAL '7 days');
                INSERT INTO esp_telemetry
                SELECT TIMESTAMPTZ '2025-11-01 00:00:00Z' + i % 500 * INTERVAL '1 hour', 'W', i
                FROM generate_series(0, 504) AS i;
                """);
        List<String> chunks = database.rows("SELECT show_chunks('esp_telemetry')");

        // When
        Migrations.complete(database).migrate();
        database.run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', '2026-06-01T00:00:00Z')");

        // Then
        assertThat(database.rows(
                        "SELECT show_chunks('esp_telemetry', older_than => TIMESTAMPTZ '2026-01-01T00:00:00Z')"))
                .isEqualTo(chunks);
        assertThat(shape.chunkIntervals()).contains("esp_telemetry|1 day");
        assertThat(database.row("SELECT count(*), sum(flow_rate), min(timestamp) FROM esp_telemetry"))
                .isEqualTo("501|127250|2025-11-01 00:00:00+00");
        assertThat(database.row("SELECT count(*), sum(flow_rate) FROM esp_telemetry_duplicates"))
                .as("the row that was written last stays")
                .isEqualTo("5|10");
    }

    @Test
    void emptyOldTablesAreTakenOver() throws SQLException {
        // Given
        database.run(OldTables.BOTH);
        database.run("TRUNCATE esp_telemetry, diagnostic_results RESTART IDENTITY");

        // When
        Migrations.complete(database).migrate();
        database.run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', '2026-06-01T00:00:00Z')");

        // Then
        assertThat(database.row("SELECT id FROM esp_telemetry WHERE well_id = 'W'"))
                .isIn("1", "2");
        assertThat(shape.chunkIntervals()).containsExactly("diagnostic_results|7 days", "esp_telemetry|1 day");
    }

    @Test
    void aPlainTableGetsTheKeyAndItsWellsAreKnown() throws SQLException {
        // Given
        database.run(OldTables.TELEMETRY.replace("VARCHAR(20)", "TEXT"));
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_current, motor_temp)
                VALUES (repeat('long', 20), '2025-11-21T00:00:00Z', 1, 2, 3, 4)
                """);

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(shape.indexes("esp_telemetry"))
                .contains(
                        "CREATE UNIQUE INDEX esp_telemetry_pkey ON public.esp_telemetry USING btree (well_id, \"timestamp\")")
                .noneMatch(index -> index.contains("idx_telemetry_well_time"));
        assertThat(database.rows("SELECT well_id, first_at, last_at FROM well WHERE length(well_id) < 20 ORDER BY 1"))
                .containsExactly(
                        "WELL-000|2025-11-20 06:03:00+00|2025-11-22 18:00:00+00",
                        "WELL-001|2025-11-20 06:01:00+00|2025-11-22 17:58:00+00",
                        "WELL-002|2025-11-20 06:02:00+00|2025-11-22 17:59:00+00");
        assertThat(database.row("SELECT count(*) FROM well WHERE length(well_id) = 80"))
                .as("an id longer than the service takes is a well all the same")
                .isEqualTo("1");
    }
}
