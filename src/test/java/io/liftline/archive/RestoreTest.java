package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.liftline.archive.restore.DifferentContentException;
import io.liftline.archive.restore.RestoreCounts;
import io.liftline.archive.restore.RestoreTarget;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestoreTest extends ArchiveOfItsOwn {

    private static final Duration KEEP = Duration.ofDays(365_000);

    @Test
    void extremeValuesComeBackBitByBit() throws Exception {
        extremeValuesComeBack(() -> {});
        assertThat(archive.database()
                        .row("SELECT float8send(pip) FROM esp_telemetry WHERE pip = 0 ORDER BY timestamp LIMIT 1"))
                .as("-0")
                .isEqualTo("\\x8000000000000000");
    }

    /// As in the compressed chunk: its dictionary takes -0 for 0 where a batch has both (ADR 0006).
    @Test
    void extremeValuesOfACompressedChunkComeBackBitByBit() throws Exception {
        assumeThat(archive.database().row("SHOW timescaledb.license"))
                .as("the apache edition does not compress")
                .isEqualTo("timescale");
        extremeValuesComeBack(() -> {
            for (String table : List.of("esp_telemetry", "diagnostic_results")) {
                archive.database().run("""
                        ALTER TABLE %1$s SET (timescaledb.compress, timescaledb.compress_segmentby = 'well_id');
                        SELECT compress_chunk(c) FROM show_chunks('%1$s') AS c
                        """.formatted(table));
            }
            assertThat(archive.database()
                            .row("SELECT count(*) FROM timescaledb_information.chunks WHERE is_compressed"))
                    .isEqualTo("2");
        });
    }

    private interface Preparation {
        void run() throws Exception;
    }

    private void extremeValuesComeBack(Preparation prepare) throws Exception {
        // Given
        archive.extremeSamples();
        archive.database().run("""
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity, actions, telemetry_snapshot, notes)
                VALUES ('W', '2026-08-03 00:00+00', 'x', 0.1, 'high', '["a", {"b": [1.50, null]}]', '{"pip": 1e3}', E'two\\nlines, "q" \\\\N'),
                       ('W', '2026-08-03 00:00+00', '', NULL, 'low', NULL, 'null', '')
                """);
        prepare.run();
        List<String> telemetry = archive.rows("esp_telemetry");
        List<String> diagnostics = archive.rows("diagnostic_results");
        assertThat(archive.pass()).isEqualTo(new PassResult(2, 2, 0, 0));
        assertThat(archive.database().count("esp_telemetry")).isZero();

        // When
        RestoreCounts samples = restore(order(Hypertable.ESP_TELEMETRY)).counts();
        RestoreCounts results = restore(order(Hypertable.DIAGNOSTIC_RESULTS)).counts();

        // Then
        assertThat(samples).isEqualTo(new RestoreCounts(5, 0, 0));
        assertThat(results).isEqualTo(new RestoreCounts(2, 0, 0));
        assertThat(archive.rows("esp_telemetry")).isEqualTo(telemetry);
        assertThat(archive.rows("diagnostic_results")).isEqualTo(diagnostics);
    }

    @Test
    void aRestoreThatIsRepeatedAddsNothingAndFillsWhatALateRowLacks() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        archive.database()
                .run(
                        "INSERT INTO esp_telemetry (well_id, timestamp, pip, gor) VALUES ('WELL-1', '2026-10-20 06:00+00', 7, 8)");

        // When
        RestoreCounts first = restore(order(Hypertable.ESP_TELEMETRY)).counts();
        RestoreCounts second = restore(order(Hypertable.ESP_TELEMETRY)).counts();

        // Then
        assertThat(first).isEqualTo(new RestoreCounts(19, 1, 1));
        assertThat(second).isEqualTo(new RestoreCounts(0, 20, 0));
        assertThat(
                        archive.database()
                                .row(
                                        "SELECT pip, gor, motor_temp FROM esp_telemetry WHERE well_id = 'WELL-1' ORDER BY timestamp LIMIT 1"))
                .isEqualTo("7|8|0");
    }

    @Test
    void aRestoredChunkIsKeptAndNotDroppedByTheNextPass() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();

        // When
        restore(order(Hypertable.ESP_TELEMETRY));
        PassResult pass = archive.pass();

        // Then
        assertThat(pass).isEqualTo(PassResult.NONE);
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|verified|20");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(20);
    }

    @Test
    void anEmptyDatabaseIsRestoredFromNothingButTheStore() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.samples("2026-10-22", 2, 7);
        List<String> rows = archive.rows("esp_telemetry");
        archive.pass();
        archive.database().run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('LATE', '2026-10-20 07:00+00')");
        archive.pass();

        try (TestArchive empty = TestArchive.in(directory)) {
            // When
            RestoreResult result = restore(empty, order(Hypertable.ESP_TELEMETRY));

            // Then
            assertThat(result.counts()).isEqualTo(new RestoreCounts(35, 0, 0));
            assertThat(empty.rows("esp_telemetry")).hasSize(35).containsAll(rows);
            assertThat(empty.database().rows("SELECT well_id, first_at FROM well ORDER BY well_id"))
                    .containsExactly(
                            "LATE|2026-10-20 07:00:00+00",
                            "WELL-1|2026-10-20 06:00:00+00",
                            "WELL-2|2026-10-20 06:00:00+00");
            assertThat(empty.pass())
                    .as("archived as the next versions, and kept")
                    .isEqualTo(new PassResult(2, 0, 0, 0));
            assertThat(empty.catalogue()).containsExactly("esp_telemetry|3|verified|21", "esp_telemetry|2|verified|14");
        }
    }

    @Test
    void aDryRunSaysWhatWouldBeRestoredAndChangesNothing() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        archive.database()
                .run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('WELL-1', '2026-10-20 06:00+00', 7)");

        // When
        RestoreOrder order = new RestoreOrder(
                Hypertable.ESP_TELEMETRY,
                RestoreOrder.EVERYTHING,
                new RestoreTarget.IntoHypertable(),
                RestoreOrder.Mode.DRY_RUN);

        // Then
        assertThat(restore(order).counts()).isEqualTo(new RestoreCounts(19, 1, 0));
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(1);
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20");
    }

    @Test
    void aRangeWithoutObjectsIsRestoredToNothing() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();

        RestoreResult result = restore(new RestoreOrder(
                Hypertable.ESP_TELEMETRY,
                new TimeRange(micros("2026-10-21T00:00:00Z"), micros("2026-10-22T00:00:00Z")),
                new RestoreTarget.IntoHypertable(),
                RestoreOrder.Mode.RESTORE));

        assertThat(result.counts()).isEqualTo(new RestoreCounts(0, 0, 0));
        assertThat(archive.database().count("esp_telemetry")).isZero();
    }

    @Test
    void aRangeIsRestoredIntoAnotherTable() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        TimeRange range = new TimeRange(micros("2026-10-20T06:02:00Z"), micros("2026-10-20T06:05:00Z"));
        RestoreOrder order = new RestoreOrder(
                Hypertable.ESP_TELEMETRY,
                range,
                new RestoreTarget.IntoTable("restored_incident"),
                RestoreOrder.Mode.RESTORE);

        // When
        RestoreCounts first = restore(order).counts();
        RestoreCounts second = restore(order).counts();

        // Then
        assertThat(first).isEqualTo(new RestoreCounts(6, 0, 0));
        assertThat(second).isEqualTo(new RestoreCounts(0, 6, 0));
        assertThat(archive.database().row("SELECT count(*), min(timestamp), max(timestamp) FROM restored_incident"))
                .isEqualTo("6|2026-10-20 06:02:00+00|2026-10-20 06:04:00+00");
        assertThat(archive.database().count("esp_telemetry")).isZero();
    }

    @Test
    void aDrillFindsADamagedObjectAndPassesASoundOne() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        ArchiveDrill drill = new ArchiveDrill(archive.plain());

        // When
        try (Connection connection = archive.connect()) {
            assertThat(drill.run(connection).path("rows").asInt()).isEqualTo(20);
        }
        Path object = storedParquet();
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes);

        // Then
        try (Connection connection = archive.connect()) {
            assertThatThrownBy(() -> drill.run(connection))
                    .isInstanceOf(DifferentContentException.class)
                    .hasMessageContaining("SHA-256");
        }
        RestoreResult restored = restore(order(Hypertable.ESP_TELEMETRY));
        assertThat(restored.hasFailures()).isTrue();
        assertThat(archive.database().count("esp_telemetry")).isZero();
    }

    private Path storedParquet() throws Exception {
        try (Stream<Path> files = Files.walk(archive.storeDirectory())) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private RestoreResult restore(RestoreOrder order) throws Exception {
        return restore(archive, order);
    }

    private static RestoreResult restore(TestArchive into, RestoreOrder order) throws Exception {
        try (Connection connection = into.connect()) {
            return new ArchiveRestore(into.plain(), KEEP).restore(connection, order, _ -> {});
        }
    }

    private static RestoreOrder order(Hypertable hypertable) {
        return new RestoreOrder(
                hypertable, RestoreOrder.EVERYTHING, new RestoreTarget.IntoHypertable(), RestoreOrder.Mode.RESTORE);
    }

    private static long micros(String text) {
        return Timestamp.parse(text).orElseThrow();
    }
}
