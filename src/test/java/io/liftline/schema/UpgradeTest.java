package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the migrations make of a database at version 21: two unique keys, channels of type double precision.
class UpgradeTest {

    private static final String SUMS = """
            SELECT count(*), sum(id), sum(flow_rate::numeric), sum(pip::numeric), sum(motor_temp::numeric),
                   sum(extract(epoch FROM timestamp)), sum(extract(epoch FROM created_at))
            FROM esp_telemetry
            """;

    @AutoClose
    private TestDatabase database;

    private TableShape shape;

    @BeforeEach
    void databaseOfVersion21() throws SQLException {
        database = TestDatabase.empty();
        shape = new TableShape(database);
        Migrations.ofVersion21(database).migrate();
        database.run(OlderProgram.ROWS);
    }

    @Test
    void theTableGetsOneKeyWithoutRewritingRows() throws SQLException {
        // Given
        String sums = database.row(SUMS);
        List<String> files = files();

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(shape.indexes("esp_telemetry"))
                .containsExactly(
                        "CREATE INDEX idx_esp_telemetry_time ON public.esp_telemetry USING brin (\"timestamp\") WITH (autosummarize='on', pages_per_range='512')",
                        "CREATE UNIQUE INDEX esp_telemetry_pkey ON public.esp_telemetry USING btree (well_id, \"timestamp\")");
        assertThat(shape.type("esp_telemetry", "vibration")).isEqualTo("reading");
        assertThat(database.row(SUMS)).isEqualTo(sums).startsWith("1805|");
        assertThat(files()).isEqualTo(files).hasSize(3);
        assertThat(database.rows("SELECT * FROM well WHERE well_id <> 'WELL-003' ORDER BY well_id"))
                .containsExactly(
                        "WELL-001|2025-11-20 00:00:00+00|2025-11-22 12:00:00+00|null|null|null|0",
                        "WELL-002|2025-11-20 00:00:00+00|2025-11-22 12:00:00+00|null|null|null|0",
                        "WELL-004|2025-11-20 00:00:00+00|2025-11-22 12:00:00+00|null|null|null|0",
                        "WELL-005|2025-11-20 00:00:00+00|2025-11-22 12:00:00+00|null|null|null|0");
        assertThat(Migrations.of(database).migrate().migrationsExecuted).isZero();
    }

    @Test
    void objectsOfOthersAreAsBefore() throws SQLException {
        // Given
        database.run(OlderProgram.OBJECTS);
        List<String> definitions = database.rows(OlderProgram.DEFINITIONS);
        List<String> hottest = database.rows("SELECT * FROM hottest ORDER BY 1");

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("reading");
        assertThat(database.rows(OlderProgram.DEFINITIONS))
                .isEqualTo(definitions)
                .hasSize(12);
        assertThat(database.rows("SELECT * FROM hottest ORDER BY 1"))
                .isEqualTo(hottest)
                .containsExactly("WELL-003|97.25", "WELL-004|97.5", "WELL-005|97.75");
        assertThat(database.row("SELECT sum(pip) FROM highest")).isEqualTo("4011.5");
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, motor_temp) VALUES ('N', '2025-11-23T00:00:00Z', 121);
                UPDATE esp_telemetry SET pip = 1 WHERE well_id = 'N';
                """);
        assertThat(database.rows("SELECT what FROM noticed")).containsExactly("overheated", "corrected");
        assertThatThrownBy(() -> database.run("UPDATE esp_telemetry SET pip = 20000 WHERE well_id = 'N'"))
                .hasMessageContaining("pip_low");
    }

    @Test
    void statementsOfAnOlderProgramGoOnWorking() throws SQLException {
        // Given
        Migrations.complete(database).migrate();

        // When
        database.run("""
                INSERT INTO esp_telemetry VALUES (DEFAULT, 'OLD', '2025-11-23T00:00:01Z', 1, 2);
                INSERT INTO esp_telemetry VALUES (nextval('esp_telemetry_id_seq'), 'OLD', '2025-11-23T00:00:02Z', 1, 2);
                INSERT INTO esp_telemetry (id, well_id, timestamp, pip) VALUES (1, 'OLD', '2025-11-23T00:00:03Z', 2);
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('OLD', '2025-11-23T00:00:03Z', 7)
                ON CONFLICT (well_id, timestamp) DO UPDATE SET pip = excluded.pip;
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('OLD', '2025-11-23T00:00:03Z', 8)
                ON CONFLICT DO NOTHING;
                PREPARE typed (TEXT, TIMESTAMPTZ, FLOAT8) AS
                    INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ($1, $2, $3);
                EXECUTE typed('OLD', '2025-11-23T00:00:04Z', 2.5);
                """);
        byJdbc();

        // Then
        assertThat(database.rows("SELECT id, pip FROM esp_telemetry WHERE well_id = 'OLD' ORDER BY timestamp"))
                .containsExactly("1806|2", "1807|2", "1|7", "1810|2.5", "1811|3.25");
        assertThatThrownBy(() -> database.run(
                        "INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('OLD', '2025-11-23T00:00:03Z')"))
                .hasMessageContaining("esp_telemetry_pkey");
        assertThat(database.row("SELECT round(avg(pip)::numeric, 2), pg_typeof(sum(pip)) FROM esp_telemetry"
                        + " WHERE well_id = 'OLD'"))
                .isEqualTo("3.35|double precision");
        assertThat(database.row("SELECT data_type FROM information_schema.columns"
                        + " WHERE table_name = 'esp_telemetry' AND column_name = 'pip'"))
                .isEqualTo("double precision");
    }

    @Test
    void createdAtIsCutToSecondsUnlessAProgramSetsIt() throws SQLException {
        // Given
        database.run(
                "ALTER TABLE esp_telemetry ALTER COLUMN created_at SET DEFAULT clock_timestamp() - INTERVAL '1 day'");
        Migrations.complete(database).migrate();

        // When
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('N', '2025-11-23T00:00:00Z');
                INSERT INTO esp_telemetry (well_id, timestamp, created_at)
                VALUES ('N', '2025-11-23T00:00:01Z', '2025-11-23T00:00:01.123456Z');
                """);

        // Then
        assertThat(database.row("""
                SELECT created_at = date_trunc('second', created_at), now() - created_at > INTERVAL '23 hours'
                FROM esp_telemetry
                WHERE well_id = 'N' AND timestamp = '2025-11-23T00:00:00Z'
                """)).as("the default that was there, cut").isEqualTo("t|t");
        assertThat(database.row("SELECT created_at FROM esp_telemetry WHERE timestamp = '2025-11-23T00:00:01Z'"))
                .isEqualTo("2025-11-23 00:00:01.123456+00");
    }

    @Test
    void channelsThatAFunctionNamesStayAndTheRestIsMigrated() throws SQLException {
        // Given
        database.run("""
                CREATE VIEW hot AS SELECT well_id, motor_temp FROM esp_telemetry WHERE motor_temp > 97;
                CREATE FUNCTION highest() RETURNS double precision LANGUAGE sql
                BEGIN ATOMIC SELECT max(pip) FROM esp_telemetry; END;
                """);

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("double precision");
        assertThat(database.row("SELECT count(*) FROM hot")).isEqualTo("1083");
        assertThat(shape.indexes("esp_telemetry").getLast()).endsWith("btree (well_id, \"timestamp\")");
        assertThat(useReading())
                .startsWith("the channels of esp_telemetry stay double precision, which takes about twice the space")
                .contains("cannot alter type of a column used by a function or procedure")
                .endsWith("run liftline migrate --compact");

        // When
        database.run("DROP FUNCTION highest");

        // Then
        assertThat(useReading()).isEqualTo("changed");
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("reading");
        assertThat(database.row("SELECT count(*) FROM hot")).isEqualTo("1083");
    }

    @Test
    void aTypeOfOthersWithTheSameNameIsLeftAlone() throws SQLException {
        // Given
        database.run("CREATE TABLE reading (meter TEXT, value NUMERIC)");

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("double precision");
        assertThat(useReading()).contains("there is a type reading that is not Liftline's");
    }

    @Test
    void aTableWellOfOthersIsRefusedByName() throws SQLException {
        // Given
        database.run("CREATE TABLE well (name TEXT)");
        List<String> indexes = shape.indexes("esp_telemetry");

        // When
        assertThatThrownBy(() -> Migrations.complete(database).migrate())
                // Then
                .hasMessageContaining("there is a table or view well that is not Liftline's")
                .hasMessageContaining("ALTER TABLE well RENAME TO");
        assertThat(shape.indexes("esp_telemetry")).isEqualTo(indexes).hasSize(3);
    }

    /// The warning of `liftline_use_reading` without rollups, or `changed` when there is none.
    private String useReading() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            new Reader("").drop(connection);
            new Rollups(database.server().owner()).dropViews(connection);
            statement.execute("SELECT liftline_use_reading()");
            return statement.getWarnings() == null
                    ? "changed"
                    : String.valueOf(statement.getWarnings().getMessage());
        }
    }

    /// As programs in Java do: parameters of JDBC's types, the answer read back as a double.
    private void byJdbc() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES (?, '2025-11-23T00:00:05Z', ?)"
                                + " RETURNING pip")) {
            insert.setString(1, "OLD");
            insert.setDouble(2, 3.25);
            try (ResultSet rows = insert.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(1)).isEqualTo(3.25);
            }
        }
    }

    /// The files that hold the rows of the chunks.
    private List<String> files() throws SQLException {
        return database.rows("SELECT chunk, pg_relation_filenode(chunk) FROM show_chunks('esp_telemetry') AS chunk");
    }
}
