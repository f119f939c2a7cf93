package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Kills `liftline migrate` with SIGKILL while it takes over a plain table, at moments spread over its whole
/// duration. Nothing is half done, no lock remains, and the next run completes the takeover.
class TakeoverKillIT {

    private static final int KILLS = Integer.getInteger("liftline.faults", 6);
    private static final int ROWS = 150_000;
    private static final Duration ROLLED_BACK_WITHIN = Duration.ofSeconds(30);

    private static final String PLAIN_TABLE = """
            CREATE TABLE esp_telemetry (
                id          BIGSERIAL PRIMARY KEY,
                well_id     VARCHAR(50) NOT NULL,
                timestamp   TIMESTAMPTZ NOT NULL,
                flow_rate   DOUBLE PRECISION NOT NULL,
                pip         DOUBLE PRECISION NOT NULL,
                motor_temp  DOUBLE PRECISION NOT NULL,
                created_at  TIMESTAMPTZ DEFAULT now()
            );
            INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_temp)
            SELECT 'WELL-' || i %% 50, TIMESTAMPTZ '2025-11-01T00:00:00Z' + i / 50 * INTERVAL '5 minutes',
                   2000 + i %% 97 * 0.1, 800 + i %% 89 * 0.1, 96 + i %% 13 * 0.1
            FROM generate_series(0, %d - 1) AS i
            """.formatted(ROWS);

    private static final String SUMS = """
            SELECT count(*), sum(id), count(DISTINCT (well_id, timestamp)), sum(flow_rate::numeric), sum(pip::numeric),
                   sum(motor_temp::numeric)
            FROM esp_telemetry
            """;

    private static final String IS_HYPERTABLE = """
            SELECT CASE WHEN to_regclass('timescaledb_information.hypertables') IS NULL THEN false
                   ELSE (xpath('//n/text()', query_to_xml('SELECT count(*) AS n FROM timescaledb_information.hypertables',
                                                          false, true, '')))[1]::text <> '0' END
            """;

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void createTable() throws SQLException {
        database = TestDatabase.empty();
        database.run(PLAIN_TABLE);
    }

    @Test
    void aKilledTakeoverChangesNothingAndTheNextOneCompletesIt() throws Exception {
        // Given
        String before = database.row(SUMS);
        Duration whole = durationOnACopy();

        // When
        int undone = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            try (Program migrate = Program.start(database, Map.of(), "migrate")) {
                LockSupport.parkNanos(whole.toNanos() * kill / (KILLS + 1));
            } // closing sends SIGKILL
            awaitNoSessionOfTheOwner();

            // Then
            assertThat(database.row(SUMS))
                    .as("after kill %d of %d", kill, KILLS)
                    .isEqualTo(before);
            if (database.row(IS_HYPERTABLE).equals("f")) {
                undone++;
            }
        }
        assertThat(undone).as("kills before the commit").isPositive();

        // When
        try (Program migrate = Program.start(database, Map.of(), "migrate")) {
            assertThat(migrate.exitStatus())
                    .as(() -> String.join("\n", migrate.logLines()))
                    .isZero();
        }

        // Then
        assertThat(database.row(SUMS)).isEqualTo(before).startsWith(ROWS + "|");
        assertThat(database.row(IS_HYPERTABLE)).isEqualTo("t");
        assertThat(database.count("well")).isEqualTo(50);
        assertThat(database.count("esp_telemetry_duplicates")).isZero();
        assertThat(List.of(database.row("SELECT count(*) FROM show_chunks('esp_telemetry')")))
                .containsExactly("11");
    }

    private Duration durationOnACopy() throws Exception {
        try (TestDatabase copy = TestDatabase.empty()) {
            copy.run(PLAIN_TABLE);
            Instant begun = Instant.now();
            try (Program migrate = Program.start(copy, Map.of(), "migrate")) {
                assertThat(migrate.exitStatus()).isZero();
            }
            return Duration.between(begun, Instant.now());
        }
    }

    /// The server ends the session of a killed client when it next looks after its connection.
    private void awaitNoSessionOfTheOwner() {
        Await.until("the killed migration is rolled back", ROLLED_BACK_WITHIN, () -> {
            try {
                return database.row("""
                        SELECT count(*)
                        FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name = 'liftline-owner'
                        """).equals("0");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }
}
