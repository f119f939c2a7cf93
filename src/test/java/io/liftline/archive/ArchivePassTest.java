package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchivePassTest extends ArchiveOfItsOwn {

    @Test
    void anOldChunkIsArchivedVerifiedAndDropped() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 3, 10);

        // When
        PassResult result = archive.pass();

        // Then
        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 0));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|30");
        assertThat(archive.database().count("esp_telemetry")).isZero();
        assertThat(archive.database().row("SELECT * FROM archive_floor"))
                .isEqualTo("esp_telemetry|2026-10-21 00:00:00+00");
        assertThat(archive.objects())
                .hasSize(2)
                .allSatisfy(
                        name -> assertThat(name)
                                .matches(
                                        "hypertable=esp_telemetry/year=2026/month=10/day=20/_hyper_\\d+_\\d+_chunk-v1\\.(json|parquet)"));
    }

    @Test
    void aChunkIsArchivedWhenItIsOldEnoughAndStaysUntilItIsOlder() throws Exception {
        // Given
        archive.samples(TestArchive.RECENT_DAY, 3, 10);
        archive.samples("2026-11-29", 3, 10);

        // When
        PassResult first = archive.pass();
        PassResult second = archive.pass();

        // Then
        assertThat(first).isEqualTo(new PassResult(1, 0, 0, 0));
        assertThat(second).isEqualTo(PassResult.NONE);
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|verified|30");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(60);
    }

    /// The list of wells need not have them: a program may have written them by SQL.
    @Test
    void theNewestDroppedSampleOfEachWellIsKept() throws Exception {
        // Given
        archive.samples("2026-10-22", 1, 5);
        archive.pass();
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.database().run("UPDATE well SET last_at = '2026-10-01 00:00+00'");

        // When
        archive.pass();

        // Then
        assertThat(archive.database().rows("""
                        SELECT well_id, "timestamp", sample ->> 'pip', sample ->> 'gor', (sample ->> 'timestamp')::timestamptz
                        FROM newest_dropped_sample
                        ORDER BY well_id
                        """))
                .containsExactly(
                        "WELL-1|2026-10-22 06:04:00+00|2001.4|null|2026-10-22 06:04:00+00",
                        "WELL-2|2026-10-20 06:09:00+00|2002.9|null|2026-10-20 06:09:00+00");
        assertThat(archive.database().rows("SELECT well_id, first_at, last_at FROM well ORDER BY well_id"))
                .containsExactly(
                        "WELL-1|2026-10-20 06:00:00+00|2026-10-20 06:09:00+00",
                        "WELL-2|2026-10-20 06:00:00+00|2026-10-20 06:09:00+00");
    }

    @Test
    void diagnosticResultsAreArchivedByTheirOwnAges() throws Exception {
        // Given
        archive.database().run("""
                INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, confidence, severity, actions, notes)
                VALUES ('W', '2026-08-03 00:00+00', 'gas lock', 0.25, 'high', '["a", {"b": [1, null]}]', E'two\\nlines, "q" \\\\N'),
                       ('W', '2026-08-03 00:00+00', 'gas lock', NULL, 'low', NULL, ''),
                       ('W', '2026-11-03 00:00+00', 'trip', 1, 'info', '[]', NULL),
                       ('W', '2026-11-20 00:00+00', 'trip', 1, 'info', '[]', NULL)
                """);

        // When
        PassResult result = archive.pass();

        // Then
        assertThat(result).isEqualTo(new PassResult(2, 1, 0, 0));
        assertThat(archive.catalogue())
                .containsExactly("diagnostic_results|1|dropped|2", "diagnostic_results|1|verified|1");
        assertThat(archive.database().count("diagnostic_results")).isEqualTo(2);
    }

    @Test
    void lateRowsInAVerifiedChunkMakeANewVersionBeforeItIsDropped() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);

        // When
        PassResult result = archive.pass(archive.with(archive.store(), (step, chunk) -> {
            if (step == Step.PROOF_RECORDED && chunk.version() == 1) {
                archive.lateRow("2026-10-20 23:00+00");
            }
        }));

        // Then
        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 0));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|2|dropped|21");
        assertThat(archive.database().count("esp_telemetry")).isZero();
    }

    @Test
    void aLateRowInADroppedChunkBringsItBackAndMakesANewVersion() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        archive.lateRow("2026-10-20 07:00+00");

        // When
        PassResult result = archive.pass();

        // Then
        assertThat(result).isEqualTo(new PassResult(1, 1, 1, 0));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|2|dropped|21");
        assertThat(archive.database().count("esp_telemetry")).isZero();
        assertThat(archive.objects()).hasSize(4);
    }

    @Test
    void aChunkOfOneRowAndOneOfNullsOnlyAreArchived() throws Exception {
        archive.database().run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', '2026-10-20 06:00+00')");
        archive.database()
                .run("INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, severity) VALUES ('W',"
                        + " '2026-08-03 00:00+00', '', 'low')");

        List<String> samples = archive.rows("esp_telemetry");

        assertThat(archive.pass()).isEqualTo(new PassResult(2, 2, 0, 0));

        archive.restoreEverything();
        assertThat(archive.rows("esp_telemetry")).hasSize(1).isEqualTo(samples);
    }

    @Test
    void nothingIsLeftOfTemporaryFiles() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 2, 10);

        archive.pass();

        try (Stream<Path> files = Files.list(archive.workDirectory())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anObjectThatAnotherDatabaseHasLeftIsNotOverwritten() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        List<String> before = archive.objects();

        // When
        try (TestArchive anew = TestArchive.in(directory)) {
            anew.samples(TestArchive.OLD_DAY, 2, 11);
            anew.pass();

            // Then
            assertThat(anew.catalogue()).containsExactly("esp_telemetry|2|dropped|22");
            assertThat(anew.objects()).hasSize(4).containsAll(before);
        }
    }
}
