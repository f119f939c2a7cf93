package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A database that somebody has converted already: a hypertable with compression, policies and continuous
/// aggregates is taken over as it is. Community edition only.
class ConvertedTableTest {

    @AutoClose
    private TestDatabase database;

    private TableShape shape;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.empty();
        shape = new TableShape(database);
        database.run("CREATE EXTENSION timescaledb");
        assumeTrue(shape.community(), "the apache edition has no compression, nothing to test");
    }

    @Test
    void aConvertedTableStaysAsItIsAndItsAggregatesAlive() throws SQLException {
        // Given
        database.run(ConvertedTable.of("SERIAL", "PRIMARY KEY (id, timestamp)"));
        database.run(ConvertedTable.COMPRESS + ConvertedTable.POLICIES);
        runEach(ConvertedTable.AGGREGATES);
        database.rows(
                "SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs WHERE job_id >= 1000");
        List<String> answers = answers();
        List<String> chunks = database.rows(ConvertedTable.CHUNKS);
        List<String> jobs = database.rows(ConvertedTable.JOBS);

        // When
        Migrations.complete(database).migrate();
        Migrations.complete(database).migrate();

        // Then
        assertThat(answers()).isEqualTo(answers);
        assertThat(database.rows(ConvertedTable.CHUNKS)).isEqualTo(chunks).hasSize(11);
        assertThat(database.rows(ConvertedTable.JOBS)).isEqualTo(jobs).hasSize(6);
        assertThat(shape.columns("esp_telemetry"))
                .startsWith(
                        "id|integer|t",
                        "well_id|character varying(50)|t",
                        "timestamp|timestamp with time zone|t",
                        "flow_rate|double precision|f",
                        "pip|double precision|f",
                        "motor_temp|real|f",
                        "motor_current|numeric(10,3)|f",
                        "choke|integer|f")
                .contains("gor|double precision|f", "created_at|timestamp with time zone|f");
        assertThat(shape.indexes("esp_telemetry"))
                .contains(
                        "CREATE UNIQUE INDEX esp_telemetry_pkey ON public.esp_telemetry USING btree (id, \"timestamp\")",
                        "CREATE UNIQUE INDEX esp_telemetry_well_id_timestamp_idx ON public.esp_telemetry USING btree (well_id, \"timestamp\")");
        assertThat(database.count("well")).isEqualTo(5);
    }

    @Test
    void everyFormOfAConvertedTableIsTakenOver() throws SQLException {
        for (String state : List.of("", ConvertedTable.ENABLE, ConvertedTable.COMPRESS)) {
            takenOver("SERIAL", "PRIMARY KEY (id, timestamp)", state);
            takenOver("BIGSERIAL", "PRIMARY KEY (well_id, timestamp)", state);
            takenOver("BIGINT GENERATED ALWAYS AS IDENTITY", "UNIQUE (timestamp, well_id)", state);
            takenOver("UUID DEFAULT gen_random_uuid()", "CHECK (pip > -100)", state);
        }
    }

    @Test
    void newRowsAndLateOnesAreStoredAndReachTheAggregates() throws SQLException {
        // Given
        database.run(ConvertedTable.of("BIGSERIAL", "PRIMARY KEY (id, timestamp)"));
        database.run(ConvertedTable.COMPRESS);
        runEach(ConvertedTable.AGGREGATES);
        Migrations.complete(database).migrate();

        // When
        database.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip, gor) VALUES ('WELL-001', '2025-11-10T00:05:00Z', 1, 2)
                ON CONFLICT (well_id, timestamp) DO NOTHING;
                INSERT INTO esp_telemetry (well_id, timestamp, pip, gor) VALUES ('WELL-001', '2025-11-10T00:00:00Z', 1, 2)
                ON CONFLICT (well_id, timestamp) DO UPDATE SET gor = excluded.gor;
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('WELL-001', '2025-12-01T00:00:00Z', 1);
                """);
        runEach(List.of("CALL refresh_continuous_aggregate('telemetry_daily', NULL, NULL)"));

        // Then
        assertThat(database.rows("SELECT pip, gor FROM esp_telemetry WHERE well_id = 'WELL-001'"
                        + " AND timestamp < '2025-11-10T00:06:00Z' ORDER BY timestamp"))
                .containsExactly("800.1|2", "1|2");
        assertThat(database.rows("SELECT bucket, n FROM telemetry_daily WHERE well_id = 'WELL-001'"
                        + " AND bucket IN ('2025-11-10T00:00:00Z', '2025-12-01T00:00:00Z') ORDER BY 1"))
                .containsExactly("2025-11-10 00:00:00+00|145", "2025-12-01 00:00:00+00|1");
    }

    @Test
    void repeatedRowsInCompressedChunksAreUnited() throws SQLException {
        // Given
        database.run(ConvertedTable.of("BIGSERIAL", "PRIMARY KEY (id, timestamp)") + """
                INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_temp, choke)
                SELECT well_id, timestamp, flow_rate, pip, NULL, CASE WHEN id % 2 = 0 THEN 56 END
                FROM esp_telemetry
                WHERE id <= 100;
                """);
        database.run(ConvertedTable.COMPRESS);
        runEach(ConvertedTable.AGGREGATES);

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(database.rows(
                        "SELECT set_aside_reason, count(*) FROM esp_telemetry_duplicates GROUP BY 1 ORDER BY 1"))
                .containsExactly("contradicts a later row|50", "united with a later row|50");
        assertThat(database.row(
                        "SELECT count(*), count(motor_temp), count(*) FILTER (WHERE choke = 56) FROM esp_telemetry"))
                .isEqualTo("7205|7205|50");
        assertThat(database.row("SELECT count(*) FROM telemetry_hourly")).isEqualTo("1205");
    }

    @Test
    void theTypeThatCompressesBestComesOnRequest() throws SQLException {
        // Given
        database.run(ConvertedTable.of("BIGSERIAL", "PRIMARY KEY (well_id, timestamp)"));
        database.run(ConvertedTable.COMPRESS);
        String sums = database.row("SELECT count(*), sum(id), sum(pip::numeric), sum(motor_temp) FROM esp_telemetry");
        SchemaMigration migration = Migrations.complete(database);
        migration.migrate();

        // When
        assertThatThrownBy(migration::compact)
                // Then
                .isInstanceOf(DatabaseRefusedException.class)
                .hasMessageContaining(
                        "8 compressed chunks: SELECT decompress_chunk(c, true) FROM show_chunks('esp_telemetry')");

        // When
        database.run("SELECT decompress_chunk(c, true) FROM show_chunks('esp_telemetry') AS c");
        migration.compact();

        // Then
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("reading");
        assertThat(shape.type("esp_telemetry", "motor_temp"))
                .as("no double precision, so it stays")
                .isEqualTo("real");
        assertThat(database.row("SELECT count(*), sum(id), sum(pip::numeric), sum(motor_temp) FROM esp_telemetry"))
                .isEqualTo(sums);
    }

    private void takenOver(String id, String key, String state) throws SQLException {
        try (TestDatabase other = TestDatabase.empty()) {
            other.run("CREATE EXTENSION timescaledb; " + ConvertedTable.of(id, key) + state);
            String sums = other.row("SELECT count(*), sum(pip::numeric), sum(motor_temp::numeric) FROM esp_telemetry");

            Migrations.complete(other).migrate();

            assertThat(other.row("SELECT count(*), sum(pip::numeric), sum(motor_temp::numeric) FROM esp_telemetry"))
                    .as("%s, %s, %s", id, key, state)
                    .isEqualTo(sums)
                    .startsWith("7205|");
            other.run("""
                    INSERT INTO esp_telemetry (well_id, timestamp, gor) VALUES ('W', '2025-11-10T00:00:00Z', 1), ('W', now(), 2);
                    INSERT INTO esp_telemetry (well_id, timestamp, gor) VALUES ('W', '2025-11-10T00:00:00Z', 3)
                    ON CONFLICT (well_id, timestamp) DO UPDATE SET gor = excluded.gor;
                    """);
            assertThat(other.row("SELECT count(*), sum(gor) FROM esp_telemetry WHERE well_id = 'W'"))
                    .isEqualTo("2|5");
        }
    }

    private List<String> answers() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String question : ConvertedTable.QUESTIONS) {
            all.addAll(database.rows(question));
        }
        return all;
    }

    /// Statements that run outside of a transaction.
    private void runEach(List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
