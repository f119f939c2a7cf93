package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `liftline_register_wells`: wells of rows that another program wrote by SQL.
class RegisterWellsTest {

    private static final String WELLS = "SELECT well_id, first_at, last_at FROM well ORDER BY well_id";

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
        Migrations.of(database).migrate();
    }

    @Test
    void wellsThatAreMissingAreAddedWithTheirFirstAndLastTime() throws SQLException {
        // Given
        database.run("""
                INSERT INTO well (well_id, first_at, last_at, name)
                VALUES ('B', '2025-11-20T00:00:00Z', '2025-11-20T00:00:00Z', 'known');
                INSERT INTO esp_telemetry (well_id, timestamp)
                SELECT well, TIMESTAMPTZ '2025-11-20T06:00:00Z' + day * INTERVAL '1 day'
                FROM unnest(ARRAY['A', 'B', 'a long name', 'z']) AS well, generate_series(0, 3) AS day;
                """);

        // When
        String added = database.row("SELECT liftline_register_wells('-infinity')");

        // Then
        assertThat(added).isEqualTo("3");
        assertThat(database.rows(WELLS))
                .containsExactlyInAnyOrder(
                        "A|2025-11-20 06:00:00+00|2025-11-23 06:00:00+00",
                        "B|2025-11-20 00:00:00+00|2025-11-20 00:00:00+00",
                        "a long name|2025-11-20 06:00:00+00|2025-11-23 06:00:00+00",
                        "z|2025-11-20 06:00:00+00|2025-11-23 06:00:00+00");
        assertThat(database.row("SELECT liftline_register_wells('-infinity')")).isEqualTo("0");
    }

    @Test
    void onlyRowsSinceThatDayAreLookedAt() throws SQLException {
        // Given
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp)
                VALUES ('OLD', '2025-11-19T23:59:59.999999Z'), ('EARLIER', '2025-11-20T00:00:00Z'),
                       ('NEW', '2025-11-20T12:00:00Z'), ('NEW', '2025-11-18T12:00:00Z');
                """);

        // When
        database.row("SELECT liftline_register_wells('2025-11-20T08:00:00Z')");

        // Then
        assertThat(database.rows(WELLS))
                .containsExactly(
                        "EARLIER|2025-11-20 00:00:00+00|2025-11-20 00:00:00+00",
                        "NEW|2025-11-18 12:00:00+00|2025-11-20 12:00:00+00");
    }

    @Test
    void aTableWithoutRowsHasNoWells() throws SQLException {
        assertThat(database.row("SELECT liftline_register_wells('-infinity')")).isEqualTo("0");
        assertThat(database.rows(WELLS)).isEmpty();
    }

    @Test
    void severalReplicasAddEachWellOnce() throws Exception {
        // Given
        database.run("INSERT INTO esp_telemetry (well_id, timestamp)"
                + " SELECT 'W-' || i, '2025-11-20T00:00:00Z' FROM generate_series(1, 2000) AS i");

        // When
        List<Future<String>> replicas = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                replicas.add(
                        threads.submit(() -> database.row("SELECT liftline_register_wells('2025-11-20T00:00:00Z')")));
            }
        }

        // Then
        int added = 0;
        for (Future<String> replica : replicas) {
            added += Integer.parseInt(replica.get());
        }
        assertThat(added).isEqualTo(2000);
        assertThat(database.count("well")).isEqualTo(2000);
    }
}
