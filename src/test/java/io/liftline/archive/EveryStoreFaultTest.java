package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever the store does: nothing is dropped, the status says why, and the archive recovers. Each fault has a day of
/// its
/// own.
class EveryStoreFaultTest {

    @TempDir
    private static Path directory;

    private static TestArchive archive;

    @BeforeAll
    static void create() throws Exception {
        archive = TestArchive.in(directory);
    }

    @AfterAll
    static void drop() throws Exception {
        archive.close();
    }

    @ParameterizedTest
    @EnumSource(value = FaultyStore.Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "AN_OLDER_STATE_IS_READ")
    void nothingIsDroppedAndTheArchiveRecovers(FaultyStore.Fault fault) throws Exception {
        // Given
        archive.samples(day(fault).toString(), 2, 10);
        Archive faulty = archive.with(new FaultyStore(archive.store(), fault, archive.workDirectory()), (_, _) -> {});

        // When
        String thrown = passOf(faulty);

        // Then
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(20);
        assertThat(thrown + archive.database().rows("SELECT error FROM chunk_archive WHERE error IS NOT NULL"))
                .contains(fault.says());
        assertThat(archive.backlog().failing() > 0 || !thrown.isEmpty())
                .as("it is in the metrics, or the whole pass failed")
                .isTrue();

        // When
        archive.pass();
        archive.pass();

        // Then
        assertThat(archive.database().count("esp_telemetry")).isZero();
        assertThat(archive.backlog().failing()).isZero();
        archive.restore(new TimeRange(micros(day(fault)), micros(day(fault).plusDays(1))));
        assertThat(archive.database().row("SELECT count(*), sum(pip::numeric)::float8 FROM esp_telemetry"))
                .isEqualTo("20|40039");
        archive.database().run("UPDATE chunk_archive SET keep_until = NULL");
        archive.pass();
        assertThat(archive.database().count("esp_telemetry")).isZero();
    }

    private static String passOf(Archive faulty) throws SQLException {
        try (Connection connection = archive.connect()) {
            new ArchivePass(faulty, new Catalogue(connection)).run();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static long micros(LocalDate day) {
        return Timestamp.parse(day + "T00:00:00Z").orElseThrow();
    }

    private static LocalDate day(FaultyStore.Fault fault) {
        return LocalDate.of(2026, 10, 1).plusDays(fault.ordinal());
    }
}
