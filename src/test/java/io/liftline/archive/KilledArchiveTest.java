package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.archive.parquet.Manifest;
import io.liftline.archive.restore.Manifests;
import io.liftline.telemetry.TimeRange;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills the archive after each step: the exception ends the work at once, the connection is lost, and
/// nothing that the process had in its working directory is used again.
class KilledArchiveTest extends ArchiveOfItsOwn {

    private static final TimeRange ALL = new TimeRange(0, 4_000_000_000_000_000L);

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.EXCLUDE, names = "ROWS_BROUGHT_BACK")
    void anotherProcessGoesOn(Step step) throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 3, 10);
        archive.samples("2026-10-21", 3, 5);
        List<String> rows = archive.rows("esp_telemetry");

        // When
        kill(step);

        // Then
        assertThat(restored()).as("no row is lost while it is killed").isEqualTo(rows);
        archive.pass();
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|30", "esp_telemetry|1|dropped|15");
        assertThat(archive.database().count("esp_telemetry")).isZero();
        assertThat(archive.objects()).hasSize(4);
        assertThat(restored()).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource(value = Step.class)
    void anotherProcessGoesOnWithALateRow(Step step) throws Exception {
        // Given
        archive.samples(TestArchive.OLD_DAY, 3, 10);
        archive.pass();
        archive.database()
                .run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('LATE', '2026-10-20 07:00+00', 5)");

        // When
        kill(step);
        archive.pass();

        // Then
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|30", "esp_telemetry|2|dropped|31");
        assertThat(archive.database().count("esp_telemetry")).isZero();
        assertThat(restored()).hasSize(31);
    }

    @Test
    void aProcessThatIsKilledEachTimeComesToTheEndAllTheSame() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 3, 10);

        for (Step step : Step.values()) {
            if (step != Step.ROWS_BROUGHT_BACK && step != Step.DROPPED) {
                kill(step);
            }
        }
        archive.pass();

        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|30");
    }

    private void kill(Step step) throws IOException {
        Archive killed = archive.with(archive.store(), (reached, _) -> {
            if (reached == step) {
                throw new Killed();
            }
        });
        assertThatThrownBy(() -> archive.pass(killed)).isInstanceOf(Killed.class);
        Files.walkFileTree(archive.workDirectory(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// All rows: those in the database, and those in the store that the database does not have.
    private List<String> restored() throws Exception {
        archive.database()
                .run("DROP TABLE IF EXISTS both_places; CREATE TABLE both_places (LIKE esp_telemetry);"
                        + " CREATE UNIQUE INDEX ON both_places (well_id, timestamp);"
                        + " INSERT INTO both_places SELECT * FROM esp_telemetry");
        try (Connection connection = archive.database().connect()) {
            connection.setAutoCommit(false);
            for (Manifest manifest : Manifests.find(archive.store(), "esp_telemetry", ALL)) {
                archive.plain().restorer().restore(connection, manifest, "both_places", ALL);
                connection.commit();
            }
        }
        return archive.rows("both_places");
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
