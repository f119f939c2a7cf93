package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the key and the type of the channels are worth in compressed chunks, pinned, so that an upgrade of TimescaleDB
/// that changes it is noticed. Community edition only.
class CompressionTest {

    /// Wells that each walk in steps of the last digit, as measured values do: the pressures and temperatures of a day.
    private static final String WALKS = """
            INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, discharge_pressure, casing_pressure, motor_temp,
                                       motor_current, vsd_frequency, vibration)
            SELECT well_id, timestamp,
                   2000 + sum(step1) OVER walk * 0.1, 800 + sum(step2) OVER walk * 0.1, 2400 + sum(step3) OVER walk * 0.1,
                   60 + sum(step4) OVER walk * 0.1, 96 + sum(step5) OVER walk * 0.1, 40 + sum(step6) OVER walk * 0.1,
                   50 + sum(step7) OVER walk * 0.01, 0.2 + sum(step8) OVER walk * 0.001
            FROM (
                SELECT 'WELL-' || to_char(well, 'FM000') AS well_id,
                       TIMESTAMPTZ '2025-11-20T00:00:00Z' + tick * INTERVAL '%2$d seconds' AS timestamp,
                       steps[1 + (bits & 7)] AS step1, steps[1 + (bits >> 3 & 7)] AS step2,
                       steps[1 + (bits >> 6 & 7)] AS step3, steps[1 + (bits >> 9 & 7)] AS step4,
                       steps[1 + (bits >> 12 & 7)] AS step5, steps[1 + (bits >> 15 & 7)] AS step6,
                       steps[1 + (bits >> 18 & 7)] AS step7, steps[1 + (bits >> 21 & 7)] AS step8
                FROM generate_series(1, %1$d) AS well,
                     generate_series(0, 86400 / %2$d - 1) AS tick,
                     hashint8(well * 100000 + tick) AS bits,
                     (VALUES (ARRAY[-2, -1, 0, 0, 0, 0, 1, 2])) AS possible (steps)
            ) AS walking
            WINDOW walk AS (PARTITION BY well_id ORDER BY timestamp)
            ORDER BY timestamp, well_id
            """;

    private static final String COMPRESS = """
            SET timescaledb.auto_sparse_indexes = off;
            ALTER TABLE esp_telemetry SET (
                timescaledb.compress,
                timescaledb.compress_segmentby = 'well_id',
                timescaledb.compress_orderby = 'timestamp DESC');
            SELECT compress_chunk(chunk) FROM show_chunks('esp_telemetry') AS chunk;
            """;

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
    void readingsAreCompressedByDictionary() throws SQLException {
        // Given
        Migrations.of(database).migrate();
        database.run(WALKS.formatted(20, 10));
        String sums = database.row(OldTables.sums("esp_telemetry"));

        // When
        database.run(COMPRESS);

        // Then
        assertThat(database.rows("""
                SELECT DISTINCT (_timescaledb_functions.compressed_data_info(pip)).algorithm,
                                (_timescaledb_functions.compressed_data_info(vibration)).algorithm
                FROM %s
                """.formatted(compressedTable()))).containsExactly("DICTIONARY|DICTIONARY");
        assertThat(percentOfRowstore()).isBetween(5.0, 6.5);
        assertThat(database.row(OldTables.sums("esp_telemetry")))
                .as("bit by bit")
                .isEqualTo(sums)
                .startsWith("172800|");
    }

    @Test
    void doublePrecisionWouldTakeTwiceThat() throws SQLException {
        // Given
        Migrations.ofVersion21(database).migrate();
        database.run(WALKS.formatted(20, 10));

        // When
        database.run(COMPRESS);

        // Then
        assertThat(database.rows("SELECT DISTINCT (_timescaledb_functions.compressed_data_info(pip)).algorithm FROM "
                        + compressedTable()))
                .containsExactly("GORILLA");
        assertThat(percentOfRowstore()).isBetween(12.0, 14.5);
    }

    @Test
    void aLateRowOpensOneBatchOfAFleetOnOneTimeGrid() throws SQLException {
        // Given
        Migrations.complete(database).migrate();
        database.run(WALKS.formatted(500, 600));
        database.run(COMPRESS);

        // When
        List<String> gap = explainInsert("2025-11-20T12:00:05Z");
        List<String> duplicate = explainInsert("2025-11-20T12:00:00Z");

        // Then
        assertThat(gap).contains("Batches filtered after decompression: 1", "Tuples Inserted: 1");
        assertThat(gap).noneMatch(line -> line.startsWith("Tuples decompressed"));
        assertThat(duplicate).contains("Conflicting Tuples: 1");
        assertThat(duplicate).noneMatch(line -> line.contains("ecompress"));
    }

    @Test
    void aTableWithCompressedChunksGetsTheKeyAndKeepsItsTypesUntilAsked() throws SQLException {
        // Given
        Migrations.ofVersion21(database).migrate();
        database.run(OlderProgram.ROWS);
        database.run(COMPRESS.replace("AS chunk;", "AS chunk LIMIT 2;"));
        database.run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('WELL-001', '2025-11-20T00:05:00Z')");
        String sums = database.row(
                "SELECT count(*), sum(id), sum(pip::numeric), sum(motor_temp::numeric) FROM esp_telemetry");

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(shape.indexes("esp_telemetry").getLast())
                .isEqualTo(
                        "CREATE UNIQUE INDEX esp_telemetry_pkey ON public.esp_telemetry USING btree (well_id, \"timestamp\")");
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("double precision");
        assertThat(database.count("well")).isEqualTo(5);
        assertThat(compressedChunks()).isEqualTo("2");

        // When
        database.run("SELECT decompress_chunk(chunk, true) FROM show_chunks('esp_telemetry') AS chunk");
        Migrations.complete(database).compact();
        database.run("SELECT compress_chunk(chunk) FROM show_chunks('esp_telemetry') AS chunk");

        // Then
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("reading");
        assertThat(compressedChunks()).isEqualTo("3");
        assertThat(database.row(
                        "SELECT count(*), sum(id), sum(pip::numeric), sum(motor_temp::numeric) FROM esp_telemetry"))
                .isEqualTo(sums)
                .startsWith("1806|");
    }

    @Test
    void aContinuousAggregateKeepsTheTypesAndGoesOnAnswering() throws SQLException {
        // Given
        Migrations.ofVersion21(database).migrate();
        database.run(OlderProgram.ROWS);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE MATERIALIZED VIEW daily WITH (timescaledb.continuous) AS
                    SELECT well_id, time_bucket('1 day', timestamp) AS day, avg(pip) AS pip, count(*) AS rows
                    FROM esp_telemetry
                    GROUP BY 1, 2
                    """);
        }
        List<String> daily = database.rows("SELECT * FROM daily ORDER BY 1, 2");

        // When
        Migrations.complete(database).migrate();

        // Then
        assertThat(shape.type("esp_telemetry", "pip")).isEqualTo("double precision");
        assertThat(shape.indexes("esp_telemetry").getLast()).endsWith("btree (well_id, \"timestamp\")");
        assertThat(database.rows("SELECT * FROM daily ORDER BY 1, 2"))
                .isEqualTo(daily)
                .hasSize(15);
    }

    /// Inserts a row of one channel; the lines of the plan's statistics.
    private List<String> explainInsert(String timestamp) throws SQLException {
        return database.rows("""
                EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)
                INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('WELL-250', '%s', 1)
                ON CONFLICT (well_id, timestamp) DO NOTHING
                """.formatted(timestamp)).stream()
                .map(String::strip)
                .toList();
    }

    private String compressedTable() throws SQLException {
        return database.row("""
                SELECT compress_relid
                FROM _timescaledb_catalog.compression_settings
                WHERE relid IN (SELECT show_chunks('esp_telemetry'))
                """);
    }

    private String compressedChunks() throws SQLException {
        return database.row("SELECT count(*) FROM timescaledb_information.chunks WHERE is_compressed");
    }

    /// Bytes of the compressed chunks over those of the same rows before, indexes included.
    private double percentOfRowstore() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT 100.0 * sum(after_compression_total_bytes) / sum(before_compression_total_bytes)
                        FROM chunk_compression_stats('esp_telemetry')
                        """)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
