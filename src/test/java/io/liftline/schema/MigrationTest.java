package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationTest {

    @AutoClose
    private TestDatabase database;

    private TableShape shape;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
        shape = new TableShape(database);
    }

    @Test
    void anEmptyDatabaseGetsTheDataModel() throws SQLException {
        // When
        Migrations.of(database).migrate();

        // Then
        assertThat(shape.columns("esp_telemetry"))
                .startsWith("id|bigint|t", "well_id|character varying(50)|t", "timestamp|timestamp with time zone|t")
                .contains("flow_rate|reading|f", "flow_variance|reading|f")
                .hasSize(22)
                .endsWith("created_at|timestamp with time zone|t");
        assertThat(shape.columns("diagnostic_results"))
                .containsExactly(
                        "id|bigint|t",
                        "well_id|character varying(50)|t",
                        "timestamp|timestamp with time zone|t",
                        "diagnosis|character varying(50)|t",
                        "confidence|double precision|f",
                        "severity|character varying(20)|t",
                        "actions|jsonb|f",
                        "telemetry_snapshot|jsonb|f",
                        "resolution_time|text|f",
                        "notes|text|f",
                        "created_at|timestamp with time zone|t");
        assertThat(shape.columns("well"))
                .containsExactly(
                        "well_id|character varying(50)|t",
                        "first_at|timestamp with time zone|t",
                        "last_at|timestamp with time zone|t",
                        "name|text|f",
                        "field|text|f",
                        "limits|jsonb|f",
                        "version|bigint|t");
        assertThat(shape.indexes("esp_telemetry"))
                .containsExactly(
                        "CREATE INDEX idx_esp_telemetry_time ON public.esp_telemetry USING brin (\"timestamp\") WITH (autosummarize='on', pages_per_range='512')",
                        "CREATE UNIQUE INDEX esp_telemetry_pkey ON public.esp_telemetry USING btree (well_id, \"timestamp\")");
        assertThat(shape.indexes("diagnostic_results"))
                .containsExactly(
                        "CREATE INDEX idx_diagnostic_severity ON public.diagnostic_results USING btree (severity, \"timestamp\" DESC)",
                        "CREATE INDEX idx_diagnostic_well_time ON public.diagnostic_results USING btree (well_id, \"timestamp\" DESC)",
                        "CREATE UNIQUE INDEX diagnostic_results_pkey ON public.diagnostic_results USING btree (id, \"timestamp\")");
        assertThat(shape.chunkIntervals()).containsExactly("diagnostic_results|7 days", "esp_telemetry|1 day");
        assertThat(shape.functions("liftline_takeover%")).isEmpty();
        assertThatThrownBy(
                        () -> database.run(
                                "INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence) VALUES ('W', now(), 'x', 1.5)"))
                .hasMessageContaining("diagnostic_results_confidence_check");
    }

    @Test
    void migratingTwiceChangesNothing() throws SQLException {
        // Given
        database.run(OldTables.BOTH);
        Migrations.of(database).migrate();
        List<String> shape = database.rows(OldTables.shape("esp_telemetry"));
        List<String> rows = database.rows("SELECT * FROM esp_telemetry ORDER BY id");

        // When
        int executed = Migrations.of(database).migrate().migrationsExecuted;

        // Then
        assertThat(executed).isZero();
        assertThat(database.rows(OldTables.shape("esp_telemetry"))).isEqualTo(shape);
        assertThat(database.rows("SELECT * FROM esp_telemetry ORDER BY id")).isEqualTo(rows);
    }

    @Test
    void severalReplicasMayMigrateAtOnce() throws Exception {
        // Given
        database.run(OldTables.BOTH);

        // When
        List<Future<Integer>> executed = new ArrayList<>();
        try (ExecutorService replicas = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                executed.add(replicas.submit(() -> Migrations.of(database).migrate().migrationsExecuted));
            }
        }

        // Then
        List<Integer> counts = new ArrayList<>();
        for (Future<Integer> replica : executed) {
            counts.add(replica.get());
        }
        assertThat(counts).filteredOn(count -> count > 0).hasSize(1);
        assertThat(database.row("SELECT count(*) FROM esp_telemetry")).isEqualTo("3600");
    }

    @Test
    void aReplicaWaitsUntilTheOneThatMigratesIsDone() throws Exception {
        // Given
        SchemaMigration replica = Migrations.complete(database);

        try (ExecutorService background = Executors.newSingleThreadExecutor();
                Connection other = database.connect();
                Connection watching = database.connect()) {
            Future<Boolean> migrated;
            try (MigrationLock _ = MigrationLock.take(other)) {
                // When
                migrated = background.submit(() -> {
                    replica.migrate();
                    return true;
                });

                // Then
                Await.until(
                        "the replica waits for the lock or is done", () -> isWaiting(watching) || migrated.isDone());
                assertThat(migrated.isDone()).isFalse();
                assertThat(database.row("SELECT to_regclass('liftline_schema_history')"))
                        .isEqualTo("null");
            }
            assertThat(migrated.get(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(database.row("SELECT max(version::integer) FROM liftline_schema_history"))
                .isEqualTo(Migrations.newest());
    }

    /// Whether a session of this database waits for an advisory lock.
    private static boolean isWaiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT FROM pg_locks
                        WHERE locktype = 'advisory' AND NOT granted
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """)) {
            return rows.next();
        }
    }
}
