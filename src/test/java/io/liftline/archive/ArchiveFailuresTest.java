package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.telemetry.Timestamp;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Chunks that cannot be archived, dropped or brought back, and what the backlog says of them.
class ArchiveFailuresTest extends ArchiveOfItsOwn {

    @Test
    void aChunkWhoseRowsWereDeletedIsNotDroppedAndSaysSo() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        archive.restoreEverything();
        archive.database().run("UPDATE chunk_archive SET keep_until = NULL");
        archive.database().run("DELETE FROM esp_telemetry WHERE well_id = 'WELL-2'");

        // When
        archive.pass();
        PassResult again = archive.pass();

        // Then
        assertThat(again).isEqualTo(PassResult.NONE);
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|verified|20", "esp_telemetry|2|verified|10");
        assertThat(archive.database().row("SELECT error FROM chunk_archive WHERE version = 2"))
                .contains("were deleted");
        assertThat(archive.backlog().failing()).isEqualTo(1);
        assertThat(archive.backlog().overdue()).isEqualTo(1);
        assertThat(archive.objects()).hasSize(4);
    }

    static Stream<Arguments> faults() {
        Runnable ofTheProgram = () -> {
            throw new IllegalStateException("no\nvalues of rows");
        };
        Runnable ofALibrary = () -> {
            throw new NoSuchMethodError("java.sql.SQLException.<init>");
        };
        return Stream.of(
                Arguments.of(ofTheProgram, "IllegalStateException: no"),
                Arguments.of(ofALibrary, "NoSuchMethodError: java.sql.SQLException.<init>"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfTheProgramInOneChunkIsSaidAndDoesNotStopTheOthers(Runnable fault, String said) throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.samples("2026-10-21", 2, 5);
        long faulty = Timestamp.micros(Instant.parse(TestArchive.OLD_DAY + "T00:00:00Z"));

        // When
        PassResult result = archive.pass(archive.with(archive.store(), (step, chunk) -> {
            if (step == Step.FILE_WRITTEN && chunk.range().from() == faulty) {
                fault.run();
            }
        }));

        // Then
        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 1));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|due|null", "esp_telemetry|1|dropped|10");
        assertThat(archive.database().row("SELECT error FROM chunk_archive WHERE state = 'due'"))
                .isEqualTo(said);
    }

    @Test
    void aDroppedChunkThatCannotBeBroughtBackIsSaidAndDoesNotStopTheOthers() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 2, 10);
        archive.pass();
        for (String object : archive.objects()) {
            Files.delete(archive.storeDirectory().resolve(object));
        }
        archive.lateRow("2026-10-20 07:00+00");
        archive.samples("2026-10-21", 2, 5);

        // When
        PassResult result = archive.pass();

        // Then
        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 1));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|1|dropped|10");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(1);
        assertThat(archive.database().row("SELECT error FROM chunk_archive WHERE range_start = '2026-10-20 00:00+00'"))
                .contains("NoSuchFile");
        assertThat(archive.backlog().failing()).isEqualTo(1);
    }

    @Test
    void chunksThatCannotBeArchivedDoNotStopTheOthersWhileTheStoreAnswers() throws Exception {
        // Given
        for (String day : List.of("2026-10-18", "2026-10-19", "2026-10-20", "2026-10-21")) {
            archive.samples(day, 1, 2);
        }
        archive.samples("2026-10-22", 2, 5);
        long sound = Timestamp.micros(Instant.parse("2026-10-22T00:00:00Z"));

        // When
        PassResult result = archive.pass(archive.with(archive.store(), (step, chunk) -> {
            if (step == Step.FILE_WRITTEN && chunk.range().from() < sound) {
                throw new IllegalStateException("no");
            }
        }));

        // Then
        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 4));
        assertThat(archive.backlog().failing()).isEqualTo(4);
        assertThat(archive.backlog().chunks()).isEqualTo(4);
        assertThat(archive.backlog().oldest()).contains(Instant.parse("2026-10-19T00:00:00Z"));
    }

    @Test
    void thePassEndsWhenTheStoreIsAway() throws Exception {
        // Given
        for (String day : List.of("2026-10-18", "2026-10-19", "2026-10-20", "2026-10-21")) {
            archive.samples(day, 1, 2);
        }
        try (Connection connection = archive.connect()) { // known before the store went away
            new ChunkDiscovery(archive.plain(), new Catalogue(connection)).addDue(Hypertable.ESP_TELEMETRY);
        }

        // When
        Archive faulty = archive.with(
                new FaultyStore(archive.store(), FaultyStore.Fault.CONTAINER_IS_MISSING, archive.workDirectory()),
                (_, _) -> {});

        // Then
        assertThatThrownBy(() -> archive.pass(faulty))
                .hasMessage("%s: failed: 404 ContainerNotFound", archive.store().describe());
        assertThat(archive.backlog().failing()).isEqualTo(3);
    }

    /// By the database alone: nothing was begun, because that asks the store.
    @Test
    void theBacklogHasChunksThatNobodyHasBegun() throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 1, 2);
        archive.samples(TestArchive.RECENT_DAY, 1, 2);
        archive.samples("2026-11-29", 1, 2);

        // When
        Backlog before = archive.backlog();
        archive.pass();
        Backlog after = archive.backlog();

        // Then
        assertThat(before.chunks()).isEqualTo(2);
        assertThat(before.oldest()).contains(Instant.parse("2026-10-21T00:00:00Z"));
        assertThat(before.oldestSeconds(TestArchive.NOW))
                .isGreaterThan(Duration.ofDays(40).toSeconds());
        assertThat(after).isEqualTo(new Backlog(0, 0, 0, Optional.empty()));
    }
}
