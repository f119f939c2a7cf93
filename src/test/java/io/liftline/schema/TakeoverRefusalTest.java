package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What cannot be taken over is refused in one line that says what to run, before anything is changed; once
/// that has been run, the takeover goes through.
class TakeoverRefusalTest {

    private static final String PLAIN = "CREATE TABLE esp_telemetry (id BIGSERIAL PRIMARY KEY, well_id TEXT NOT NULL,"
            + " timestamp TIMESTAMPTZ NOT NULL, pip REAL);"
            + " INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('W', '2025-11-20T00:00:00Z', 1);";

    @AutoClose
    private TestDatabase database;

    /// @param sql makes the shape
    /// @param line part of the refusal
    /// @param remedy what it says to run
    record Shape(String sql, String line, String remedy) {}

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape(
                        PLAIN + "ALTER TABLE esp_telemetry ENABLE ROW LEVEL SECURITY;"
                                + "CREATE POLICY own ON esp_telemetry USING (well_id = current_user)",
                        "esp_telemetry has row-level security",
                        "ALTER TABLE esp_telemetry DISABLE ROW LEVEL SECURITY; DROP POLICY own ON esp_telemetry"),
                new Shape(
                        PLAIN + "CREATE TABLE old_telemetry () INHERITS (esp_telemetry)",
                        "run ALTER TABLE old_telemetry NO INHERIT esp_telemetry",
                        "ALTER TABLE old_telemetry NO INHERIT esp_telemetry"),
                new Shape(
                        PLAIN + "CREATE PUBLICATION of_telemetry FOR TABLE esp_telemetry",
                        "esp_telemetry is in the publication of_telemetry",
                        "ALTER PUBLICATION of_telemetry DROP TABLE esp_telemetry"),
                new Shape(
                        PLAIN + "CREATE RULE keep AS ON DELETE TO esp_telemetry DO INSTEAD NOTHING",
                        "esp_telemetry has the rule keep",
                        "DROP RULE keep ON esp_telemetry"),
                new Shape(
                        PLAIN + "CREATE FUNCTION notice() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                                + "CREATE TRIGGER noticing BEFORE INSERT ON esp_telemetry FOR EACH ROW EXECUTE FUNCTION notice();"
                                + "ALTER TABLE esp_telemetry ENABLE ALWAYS TRIGGER noticing",
                        "the trigger noticing of esp_telemetry fires always, which chunks do not keep",
                        "ALTER TABLE esp_telemetry ENABLE TRIGGER noticing"),
                new Shape(
                        PLAIN
                                + "ALTER TABLE esp_telemetry ADD COLUMN motor_temp REAL GENERATED ALWAYS AS (pip * 2) STORED",
                        "esp_telemetry.motor_temp is generated",
                        "ALTER TABLE esp_telemetry ALTER COLUMN motor_temp DROP EXPRESSION"),
                new Shape(
                        PLAIN + "ALTER TABLE esp_telemetry ADD COLUMN motor_temp TEXT",
                        "esp_telemetry.motor_temp is text, a number is needed",
                        "ALTER TABLE esp_telemetry ALTER COLUMN motor_temp TYPE double precision USING motor_temp::float8"),
                new Shape(
                        PLAIN.replace("well_id TEXT", "well_id INTEGER").replace("'W'", "7"),
                        "esp_telemetry.well_id is integer, text is needed",
                        "ALTER TABLE esp_telemetry ALTER COLUMN well_id TYPE varchar(50) USING well_id::text"),
                new Shape(
                        PLAIN.replace("id BIGSERIAL PRIMARY KEY", "id UUID PRIMARY KEY")
                                .replace("(well_id, timestamp, pip) VALUES (", "VALUES (gen_random_uuid(), "),
                        "esp_telemetry.id is uuid, is required and has no default",
                        "ALTER TABLE esp_telemetry ALTER COLUMN id SET DEFAULT gen_random_uuid()"),
                new Shape(
                        PLAIN.replace("timestamp", "at"),
                        "esp_telemetry has no column \"timestamp\"",
                        "ALTER TABLE esp_telemetry RENAME at TO timestamp"),
                new Shape(
                        PLAIN.replace(
                                        "id BIGSERIAL PRIMARY KEY",
                                        "sensor INTEGER, PRIMARY KEY (well_id, timestamp, sensor)")
                                .replace("(well_id, timestamp, pip) VALUES (", "VALUES (3, "),
                        "the key esp_telemetry_pkey of esp_telemetry holds sensor",
                        "ALTER TABLE esp_telemetry DROP CONSTRAINT esp_telemetry_pkey"),
                new Shape(
                        PLAIN + "ALTER TABLE esp_telemetry ADD CONSTRAINT one EXCLUDE USING btree (id WITH =)",
                        "the constraint one of esp_telemetry excludes without the time",
                        "ALTER TABLE esp_telemetry DROP CONSTRAINT one"),
                new Shape(
                        PLAIN + "CREATE TABLE app_user (name TEXT)",
                        "there is a table or view app_user that is not Liftline's",
                        "ALTER TABLE app_user RENAME TO app_user_of_before"),
                new Shape(
                        PLAIN + "CREATE VIEW well AS SELECT DISTINCT well_id FROM esp_telemetry",
                        "there is a table or view well that is not Liftline's",
                        "ALTER TABLE well RENAME TO well_of_before"),
                new Shape(
                        "CREATE SCHEMA scada; " + PLAIN.replace("esp_telemetry", "scada.esp_telemetry"),
                        "there is a table scada.esp_telemetry, but tables are looked for in the schema public only",
                        "ALTER TABLE scada.esp_telemetry SET SCHEMA public"),
                new Shape(
                        PLAIN.replace("CREATE TABLE esp_telemetry", "CREATE TABLE telemetry")
                                        .replace("INTO esp_telemetry", "INTO telemetry")
                                + "CREATE VIEW esp_telemetry AS SELECT * FROM telemetry",
                        "esp_telemetry is not an ordinary table",
                        "ALTER VIEW esp_telemetry RENAME TO old_view; ALTER TABLE telemetry RENAME TO esp_telemetry"),
                new Shape(
                        "CREATE EXTENSION IF NOT EXISTS timescaledb; CREATE TABLE esp_telemetry (well_id TEXT, timestamp TIMESTAMPTZ,"
                                + " stored_at TIMESTAMPTZ NOT NULL, pip REAL);"
                                + " SELECT create_hypertable('esp_telemetry', 'stored_at');",
                        "esp_telemetry is a hypertable on stored_at",
                        "ALTER TABLE esp_telemetry RENAME timestamp TO sent_at; ALTER TABLE esp_telemetry RENAME stored_at TO timestamp"));
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isRefusedAndTakenOverOnceTheStatementHasRun(Shape shape) throws SQLException {
        // Given
        database.run(shape.sql());
        List<String> before = everything();

        // When
        assertThat(Migrations.complete(database).preview()).isTrue();
        assertThatThrownBy(() -> Migrations.complete(database).migrate())
                // Then
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageStartingWith("nothing was changed: ")
                .hasMessageContaining(shape.line());
        assertThat(everything()).isEqualTo(before);

        // When
        database.run(shape.remedy());
        Migrations.complete(database).migrate();

        // Then
        database.run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('N', '2025-11-21T00:00:00Z', 2)");
        assertThat(database.row("SELECT sum(pip) FROM esp_telemetry")).isIn("2", "3");
    }

    @Test
    void allReasonsAreNamedAtOnce() throws SQLException {
        // Given
        database.run(
                PLAIN + "ALTER TABLE esp_telemetry ENABLE ROW LEVEL SECURITY; CREATE TABLE signing_key (name TEXT);");

        // When
        assertThatThrownBy(() -> Migrations.complete(database, Migrations.config("Mars/Olympus", "colour"))
                        .migrate())
                // Then
                .hasMessageContaining("row-level security")
                .hasMessageContaining("a table or view signing_key")
                .hasMessageContaining("LIFTLINE_TAKEOVER_ZONE is 'Mars/Olympus'")
                .hasMessageContaining("liftline.takeover.convert names 'colour'");
    }

    @Test
    void anOwnerThatMayNotMakeTheRoleIsRefusedBeforeTheTakeover() throws SQLException {
        // Given
        String owner = "liftline_test_poor";
        TestDatabase.ofService()
                .run("CREATE ROLE %1$s LOGIN PASSWORD 'o'; GRANT %1$s TO CURRENT_USER".formatted(owner));
        try {
            database.run(PLAIN
                    + "CREATE EXTENSION timescaledb; GRANT CREATE ON SCHEMA public TO %1$s; ALTER TABLE esp_telemetry OWNER TO %1$s"
                            .formatted(owner));
            List<String> before = everything();

            // When
            assertThat(Migrations.asOwner(database, owner, "o", new ServiceRole("liftline_test_absent", "p"))
                            .preview())
                    .isTrue();
            assertThatThrownBy(
                            () -> Migrations.asOwner(database, owner, "o", new ServiceRole("liftline_test_absent", "p"))
                                    .migrate())
                    // Then
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContaining("run CREATE ROLE liftline_test_absent LOGIN");
            assertThat(everything()).isEqualTo(before);
        } finally {
            database.close();
            TestDatabase.ofService().run("DROP ROLE " + owner);
        }
    }

    @Test
    void aHistoryOfAnotherProgramIsLeftAlone() throws SQLException {
        // Given
        database.run(PLAIN + """
                CREATE TABLE flyway_schema_history (installed_rank INT, version TEXT, script TEXT, checksum INT, success BOOLEAN);
                INSERT INTO flyway_schema_history VALUES (1, '1', 'V1__tables.sql', 42, true), (2, '40', 'V40__x.sql', 43, true);
                """);
        List<String> history = database.rows("SELECT * FROM flyway_schema_history");

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(database.rows("SELECT * FROM flyway_schema_history")).isEqualTo(history);
        assertThat(database.row("SELECT max(version::integer) FROM liftline_schema_history"))
                .isEqualTo(Migrations.newest());
    }

    /// Every relation, column, constraint and index of the owner, and the rows of the table.
    private List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>(database.rows("""
                SELECT c.oid::regclass, c.relkind, c.relacl, c.relrowsecurity, a.attname, a.atttypid::regtype, a.attnotnull
                FROM pg_class c
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relnamespace::regnamespace::text IN ('public', 'scada')
                ORDER BY c.oid, a.attnum
                """));
        all.addAll(database.rows(OldTables.shape("esp_telemetry")));
        all.addAll(database.rows("SELECT rolname FROM pg_roles WHERE rolname = '%s'"
                .formatted(DatabaseServer.ofTests().owner())));
        return all;
    }
}
