package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceRoleTest {

    private static final String PASSWORD = "a long enough pass'word";

    private final String role = "liftline_test_" + UUID.randomUUID().toString().substring(0, 8);
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @AfterEach
    void dropDatabaseAndRole() throws SQLException {
        database.close();
        TestDatabase.ofService().run("DROP ROLE IF EXISTS " + role);
    }

    @Test
    void theRoleMayUseRowsAndNothingElse() throws SQLException {
        // Given
        database.run("CREATE TABLE others (id BIGSERIAL); CREATE VIEW another AS SELECT * FROM others;");

        // When
        migration(role, PASSWORD).migrate();

        // Then
        asService(PASSWORD, """
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('W', now(), 1);
                UPDATE esp_telemetry SET pip = 2;
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, severity) VALUES ('W', now(), 'x', 'HIGH');
                SELECT * FROM liftline_schema_history, esp_telemetry_duplicates;
                """);
        for (String forbidden : List.of(
                "CREATE TABLE mine (id INT)",
                "ALTER TABLE esp_telemetry ADD COLUMN mine INT",
                "DROP TABLE esp_telemetry",
                "TRUNCATE esp_telemetry",
                "DELETE FROM esp_telemetry",
                "DELETE FROM diagnostic_results",
                "CREATE INDEX mine ON esp_telemetry (pip)",
                "SELECT drop_chunks('esp_telemetry', older_than => now())",
                "DELETE FROM liftline_schema_history",
                "UPDATE liftline_schema_history SET success = false",
                "SELECT * FROM others",
                "INSERT INTO others DEFAULT VALUES",
                "SELECT * FROM another",
                "SELECT nextval('others_id_seq')",
                "CREATE ROLE mine",
                "CREATE SCHEMA mine")) {
            assertThatThrownBy(() -> asService(PASSWORD, forbidden))
                    .as(forbidden)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void theRoleMayMakeTemporaryTablesAlsoWhereThatWasRevokedFromEverybody() throws SQLException {
        // Given
        database.run("REVOKE TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(database.name()));

        // When
        migration(role, PASSWORD).migrate();

        // Then
        assertThat(asService(PASSWORD, "CREATE TEMPORARY TABLE mine (id INT); SELECT count(*) FROM mine"))
                .isEqualTo("0");
        assertThat(asService(PASSWORD, SchemaSql.GRANTED)).isEqualTo("t");
    }

    @Test
    void anOwnerOfTheSchemaThatMayNotGiveTheRightIsToldWhatToRun() throws SQLException {
        // Given
        migration(role, PASSWORD).migrate();
        String owner = role + "_owner";
        TestDatabase.ofService().run("CREATE ROLE %s LOGIN PASSWORD 'o'".formatted(owner));
        try {
            database.run("REVOKE TEMPORARY ON DATABASE %1$s FROM PUBLIC, %2$s".formatted(database.name(), role));

            // When
            try (Connection connection = database.connect(owner, "o")) {
                assertThatThrownBy(() -> new ServiceRole(role, PASSWORD).prepare(connection))
                        // Then
                        .isInstanceOf(DatabaseRefusedException.class)
                        .hasMessageContaining("may not make temporary tables")
                        .hasMessageContaining(
                                "run GRANT TEMPORARY ON DATABASE %s TO %s".formatted(database.name(), role));
            }
            assertThat(asService(PASSWORD, SchemaSql.GRANTED)).isEqualTo("f");
        } finally {
            database.close();
            TestDatabase.ofService().run("DROP ROLE " + owner);
        }
    }

    @Test
    void theRoleMayReadChunksOfRowsThatWereThereBefore() throws SQLException {
        // Given
        database.run(OldTables.BOTH);

        // When
        migration(role, PASSWORD).migrate();

        // Then
        assertThat(asService(PASSWORD, "SELECT count(*) FROM esp_telemetry")).isEqualTo("3600");
    }

    @Test
    void rightsThatAnOlderVersionGaveOnTablesOfOthersAreTakenBackOnce() throws SQLException {
        // Given
        Migrations.ofVersion21(database).migrate();
        TestDatabase.ofService().run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD.replace("'", "''")));
        database.run("""
                CREATE TABLE staff (id BIGSERIAL, name TEXT, password_hash TEXT);
                CREATE VIEW names AS SELECT name FROM staff;
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %1$s;
                GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %1$s;
                """.formatted(role));

        // When
        migration(role, PASSWORD).migrate();

        // Then
        for (String forbidden :
                List.of("SELECT * FROM staff", "SELECT * FROM names", "SELECT nextval('staff_id_seq')")) {
            assertThatThrownBy(() -> asService(PASSWORD, forbidden))
                    .as(forbidden)
                    .hasMessageContaining("permission denied");
        }
        assertThat(asService(PASSWORD, SchemaSql.GRANTED)).isEqualTo("t");
        assertThat(asService(
                        PASSWORD, "INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', now()) RETURNING id"))
                .isEqualTo("1");
        assertThat(asService(PASSWORD, "SELECT max(version) FROM flyway_schema_history"))
                .as("replicas of the version before look into it")
                .isEqualTo("9");

        // When
        database.run("GRANT SELECT ON names TO " + role);
        migration(role, PASSWORD).migrate();

        // Then
        assertThat(asService(PASSWORD, "SELECT count(*) FROM names"))
                .as("what is granted on purpose stays")
                .isEqualTo("0");
    }

    @Test
    void theRoleFindsTablesInAnotherSchemaAndMayUseTheirSequence() throws SQLException {
        // Given
        database.run("""
                CREATE SCHEMA scada;
                ALTER ROLE %s IN DATABASE %s SET search_path = scada;
                """.formatted(DatabaseServer.ofTests().owner(), database.name()));
        database.run(
                "CREATE TABLE esp_telemetry (id SERIAL PRIMARY KEY, well_id TEXT, timestamp TIMESTAMPTZ, pip REAL)");

        // When
        migration(role, PASSWORD).migrate();

        // Then
        assertThat(asService(
                        PASSWORD, "INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', now()) RETURNING id"))
                .isEqualTo("1");
        assertThat(database.row("SELECT count(*) FROM scada.esp_telemetry")).isEqualTo("1");
        assertThat(asService(PASSWORD, SchemaSql.GRANTED)).isEqualTo("t");
    }

    @Test
    void grantsAreMendedAndDoNothingTwice() throws SQLException {
        // Given
        migration(role, PASSWORD).migrate();
        List<String> grants = grants();
        database.run("REVOKE UPDATE ON well FROM " + role);
        assertThat(asService(PASSWORD, SchemaSql.GRANTED)).isEqualTo("f");

        // When
        migration(role, PASSWORD).migrate();
        migration(role, PASSWORD).migrate();

        // Then
        assertThat(asService(PASSWORD, SchemaSql.GRANTED)).isEqualTo("t");
        assertThat(grants()).isEqualTo(grants);
    }

    @Test
    void aNewPasswordReplacesTheOldOne() throws SQLException {
        // Given
        migration(role, PASSWORD).migrate();

        // When
        migration(role, "another").migrate();

        // Then
        assertThat(asService("another", "SELECT 1")).isEqualTo("1");
        assertThatThrownBy(() -> asService(PASSWORD, "SELECT 1"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void anOwnerThatMayNotCreateRolesIsToldWhatToRun() throws SQLException {
        // Given
        String owner = role + "_owner";
        TestDatabase.ofService().run("CREATE ROLE %s LOGIN PASSWORD 'o'".formatted(owner));
        try {
            database.run("GRANT CREATE ON DATABASE %s TO %s; GRANT CREATE ON SCHEMA public TO %s"
                    .formatted(database.row("SELECT current_database()"), owner, owner));

            // When
            try (Connection connection = database.connect(owner, "o")) {
                assertThatThrownBy(() -> new ServiceRole(role, PASSWORD).prepare(connection))
                        // Then
                        .isInstanceOf(DatabaseRefusedException.class)
                        .hasMessageContaining("run CREATE ROLE %s LOGIN PASSWORD".formatted(role))
                        .hasMessageNotContaining(PASSWORD);
            }
        } finally {
            database.close();
            TestDatabase.ofService().run("DROP ROLE " + owner);
        }
    }

    @Test
    void severalReplicasMayPrepareAtOnce() throws Exception {
        // When
        List<Future<?>> replicas = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                replicas.add(threads.submit(() -> {
                    migration(role, PASSWORD).migrate();
                    return null;
                }));
            }
        }

        // Then
        for (Future<?> replica : replicas) {
            assertThat(replica.get()).isNull();
        }
        assertThat(asService(PASSWORD, "SELECT count(*) FROM esp_telemetry")).isEqualTo("0");
    }

    private SchemaMigration migration(String name, String password) {
        return Migrations.complete(database, Migrations.unset(), new ServiceRole(name, password));
    }

    private List<String> grants() throws SQLException {
        return database.rows("SELECT relname, relacl FROM pg_class WHERE relacl IS NOT NULL ORDER BY oid");
    }

    /// Runs statements as the service's role; the first column of the last row, or nothing.
    private String asService(String password, String sql) throws SQLException {
        try (Connection connection = database.connect(role, password);
                Statement statement = connection.createStatement()) {
            String last = "";
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        while (result.next()) {
                            last = String.valueOf(result.getString(1));
                        }
                    }
                }
                rows = statement.getMoreResults();
            }
            return last;
        }
    }
}
