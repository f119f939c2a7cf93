package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A takeover that fails leaves the tables as they were.
class TakeoverFailureTest {

    private TestDatabase database;
    private TableShape shape;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
        shape = new TableShape(database);
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void aTakeoverKilledHalfWayLeavesTheOldTablesWhole() throws Exception {
        // Given
        database.run(OldTables.BOTH);
        List<String> before = contents();

        // When
        try (Connection reader = database.connect();
                Statement reading = reader.createStatement();
                ExecutorService background = Executors.newSingleThreadExecutor()) {
            reader.setAutoCommit(false);
            reading.execute(
                    "LOCK TABLE diagnostic_results IN ACCESS SHARE MODE"); // reached after esp_telemetry is done
            Future<?> migration =
                    background.submit(() -> Migrations.of(database).migrate());
            String waiting = awaitWaitingBackend();
            assertThat(database.row("SELECT pg_terminate_backend(%s)".formatted(waiting)))
                    .isEqualTo("t");
            assertThatThrownBy(() -> migration.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(FlywayException.class);
        }

        // Then
        assertThat(contents()).isEqualTo(before);
        Migrations.of(database).migrate();
        assertThat(database.row("SELECT count(*) FROM esp_telemetry")).isEqualTo("3600");
        assertThat(shape.chunkIntervals()).containsExactly("diagnostic_results|7 days", "esp_telemetry|1 day");
    }

    @Test
    void aTableThatCannotBeTakenOverIsNamedAndLeftWhole() throws SQLException {
        // Given
        database.run(OldTables.BOTH
                + "CREATE TABLE notes (telemetry_id BIGINT CONSTRAINT of_row REFERENCES esp_telemetry (id));");
        List<String> before = contents();

        // When
        assertThatThrownBy(() -> Migrations.of(database).migrate())
                // Then
                .hasMessageContaining("the foreign key of_row of notes points at esp_telemetry");
        assertThat(contents()).isEqualTo(before);
    }

    /// Waits until the migration waits for diagnostic_results; the process id of its session.
    private String awaitWaitingBackend() throws SQLException {
        String waiting = """
                SELECT pid
                FROM pg_locks
                WHERE relation = 'diagnostic_results'::regclass AND NOT granted AND mode = 'AccessExclusiveLock'
                """;
        Await.until(
                "the migration waits for diagnostic_results",
                () -> !database.rows(waiting).isEmpty());
        return database.row(waiting);
    }

    /// Everything in both old tables, and every relation that is there besides Flyway's history.
    private List<String> contents() throws SQLException {
        List<String> all = new ArrayList<>(database.rows("""
                SELECT relname, relkind
                FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'flyway%'
                ORDER BY 1
                """));
        for (String table : List.of("esp_telemetry", "diagnostic_results")) {
            all.addAll(database.rows(OldTables.shape(table)));
            all.addAll(database.rows("SELECT * FROM %s ORDER BY id".formatted(table)));
        }
        return all;
    }
}
