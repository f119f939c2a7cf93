package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A takeover that fails leaves the tables as they were.
class TakeoverFailureTest {

    /// Which of the statements are tried.
    private static final int EVERY = 3;

    @AutoClose
    private TestDatabase database;

    private TableShape shape;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
        shape = new TableShape(database);
    }

    @Test
    void aTakeoverKilledAtAnyStepLeavesTheOldTablesWhole() throws Exception {
        // Given
        database.run(OldTables.BOTH);
        List<String> before = contents();

        int killed = 0;
        for (int step = 1; killsBeforeStatement(step); step += EVERY) {
            // Then
            assertThat(contents()).as("killed before statement %d", step).isEqualTo(before);
            killed++;
        }

        assertThat(killed).isGreaterThan(15);
        assertThat(database.row("SELECT count(*) FROM esp_telemetry")).isEqualTo("3600");
        assertThat(shape.chunkIntervals()).containsExactly("diagnostic_results|7 days", "esp_telemetry|1 day");
    }

    @Test
    void aLockOfOthersIsWaitedForBrieflyAndItsHolderNamed() throws Exception {
        // Given
        database.run(OldTables.BOTH);
        List<String> before = contents();

        try (Connection idle = database.connect();
                Statement statement = idle.createStatement()) {
            idle.setAutoCommit(false);
            statement.execute("SET application_name = 'spreadsheet'; SELECT count(*) FROM esp_telemetry");

            // When
            assertThatThrownBy(() -> Migrations.complete(database).migrate())
                    // Then
                    .isInstanceOf(DatabaseNotReadyException.class)
                    .hasMessageContaining("a table could not be locked, nothing was changed: it is used by session")
                    .hasMessageContaining("application 'spreadsheet', idle in transaction for");
            assertThat(contents()).isEqualTo(before);
            idle.rollback();
        }

        Migrations.complete(database).migrate();
        assertThat(database.row("SELECT count(*) FROM esp_telemetry")).isEqualTo("3600");
    }

    @Test
    void aTableThatCannotBeTakenOverIsNamedAndLeftWhole() throws SQLException {
        // Given
        database.run(OldTables.BOTH
                + "CREATE TABLE notes (telemetry_id BIGINT CONSTRAINT of_row REFERENCES esp_telemetry (id));");
        List<String> before = contents();

        // When
        assertThatThrownBy(() -> Migrations.complete(database).migrate())
                // Then
                .hasMessageContaining("the foreign key of_row of notes points at esp_telemetry");
        assertThat(contents()).isEqualTo(before);
    }

    /// Migrates, and ends the session before its statement of this number; whether there were so many.
    private boolean killsBeforeStatement(int number) {
        AtomicInteger statements = new AtomicInteger();
        Callback killer = new Callback() {
            @Override
            public boolean supports(Event event, Context context) {
                return event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
            }

            @Override
            public boolean canHandleInTransaction(Event event, Context context) {
                return true;
            }

            @Override
            public void handle(Event event, Context context) {
                if (statements.incrementAndGet() == number) {
                    try (Statement session = context.getConnection().createStatement();
                            ResultSet row = session.executeQuery("SELECT pg_backend_pid()")) {
                        row.next();
                        database.onServer("SELECT pg_terminate_backend(%d)".formatted(row.getInt(1)));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }

            @Override
            public String getCallbackName() {
                return "killer";
            }
        };
        try {
            Migrations.with(killer, database).migrate();
            return false;
        } catch (FlywayException e) {
            assertThat(statements.get()).isGreaterThanOrEqualTo(number);
            return true;
        }
    }

    /// Everything in both old tables, and every relation that is there besides Flyway's history.
    private List<String> contents() throws SQLException {
        List<String> all = new ArrayList<>(database.rows("""
                SELECT relname, relkind
                FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '%schema_history%'
                ORDER BY 1
                """));
        for (String table : List.of("esp_telemetry", "diagnostic_results")) {
            all.addAll(database.rows(OldTables.shape(table)));
            all.addAll(database.rows("SELECT * FROM %s ORDER BY id".formatted(table)));
        }
        return all;
    }
}
