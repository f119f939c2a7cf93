package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.archive.restore.RestoreTarget.IntoHypertable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A store that loses objects, or gives older ones, after they were verified.
class LostObjectsTest extends ArchiveOfItsOwn {

    private static final String OTHER_DAY = "2026-10-22";

    @BeforeEach
    void storeAnOldDay() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 2, 10);
    }

    /// Each version is lost in the moment between its proof and its drop.
    @Test
    void anObjectThatIsLostBeforeTheDropIsMissedAndNothingIsDropped() throws Exception {
        // When
        PassResult losing = archive.pass(archive.with(archive.store(), (step, _) -> {
            if (step == Step.PROOF_RECORDED) {
                lose("day=20");
            }
        }));

        // Then
        assertThat(losing).isEqualTo(new PassResult(0, 0, 0, 1));
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(20);
        assertThat(archive.database().rows("SELECT version, state FROM chunk_archive ORDER BY version"))
                .containsExactly("1|verified", "2|verified", "3|verified", "4|due");
        assertThat(archive.database().rows("SELECT error FROM chunk_archive WHERE version IN (2, 3)"))
                .containsOnly("the object is not in the store any more");
        assertThat(archive.database().row("SELECT error FROM chunk_archive WHERE version = 4"))
                .startsWith("it had to be begun 3 times in one pass");

        // When
        PassResult sound = archive.pass();

        // Then
        assertThat(sound).isEqualTo(new PassResult(1, 1, 0, 0));
        assertThat(archive.database().count("esp_telemetry")).isZero();
        archive.restoreEverything();
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(20);
    }

    @Test
    void aDrillSaysWhichObjectIsNotInTheStoreAnyMore() throws Exception {
        // Given
        archive.pass();
        String object = parquet("day=20");
        lose("day=20");

        // Then
        try (Connection connection = archive.connect()) {
            assertThatThrownBy(() -> new ArchiveDrill(archive.plain()).run(connection))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining(object)
                    .hasMessageContaining("there is no such object in ");
        }
    }

    @Test
    void aRestoreSaysWhichObjectIsNotInTheStoreAnyMoreAndRestoresTheOthers() throws Exception {
        // Given
        archive.samples(OTHER_DAY, 2, 7);
        archive.pass();
        String object = parquet("day=20");
        lose("day=20");

        // When
        RestoreResult result = restore();

        // Then
        assertThat(result.json().path("objects_done").asInt()).isEqualTo(1);
        assertThat(result.json().path("objects_failed").asInt()).isEqualTo(1);
        assertThat(result.json().path("failures").path(0).asText())
                .startsWith(object)
                .contains("there is no such object in ");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(14);
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|1|verified|14");
    }

    /// A restore finds objects by their manifests. The catalogue knows what was dropped.
    @Test
    void aRestoreSaysSoAlsoIfTheManifestIsLostToo() throws Exception {
        // Given
        archive.samples(OTHER_DAY, 2, 7);
        archive.pass();
        String object = parquet("day=20");
        lose("day=20");
        lose("day=20", ".json");

        // When
        RestoreResult result = restore();

        // Then
        assertThat(result.json().path("objects").asInt()).isEqualTo(2);
        assertThat(result.json().path("objects_done").asInt()).isEqualTo(1);
        assertThat(result.json().path("failures").path(0).asText())
                .isEqualTo(object + ": it was dropped, and its manifest is not in the store");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(14);
    }

    @Test
    void aLateRowBesideALostObjectStaysAndSaysSoWhileOtherChunksGoOn() throws Exception {
        // Given
        archive.pass();
        lose("day=20");
        archive.database().run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('LATE', '2026-10-20 07:00+00')");
        archive.samples(OTHER_DAY, 2, 7);

        // When
        PassResult result = archive.pass();

        // Then
        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 1));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|1|dropped|14");
        assertThat(archive.database().rows("SELECT error FROM chunk_archive WHERE error IS NOT NULL"))
                .singleElement()
                .asString()
                .contains("there is no such object in ");
        assertThat(archive.database().rows("SELECT well_id FROM esp_telemetry")).containsExactly("LATE");
    }

    /// The store gives the first version of the chunk under the name of the second one.
    @Test
    void anOlderStateOfTheChunkIsNotTakenForTheNewOne() throws Exception {
        // Given
        archive.pass();
        archive.database()
                .run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('LATE', '2026-10-20 07:00+00', 5)");
        Archive stale = archive.with(
                new FaultyStore(archive.store(), FaultyStore.Fault.AN_OLDER_STATE_IS_READ, archive.workDirectory()),
                (_, _) -> {});

        // When
        PassResult result = archive.pass(stale);

        // Then
        assertThat(result).isEqualTo(new PassResult(0, 0, 1, 1));
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(21);
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|verified|20", "esp_telemetry|2|stored|21");
        assertThat(archive.database().row("SELECT error FROM chunk_archive WHERE error IS NOT NULL"))
                .contains(FaultyStore.Fault.AN_OLDER_STATE_IS_READ.says());

        // When
        archive.pass();

        // Then
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|2|dropped|21");
        archive.restoreEverything();
        assertThat(archive.database()
                        .row("SELECT count(*), count(*) FILTER (WHERE well_id = 'LATE') FROM esp_telemetry"))
                .isEqualTo("21|1");
    }

    private RestoreResult restore() throws SQLException, IOException {
        RestoreOrder everything = new RestoreOrder(
                Hypertable.ESP_TELEMETRY, RestoreOrder.EVERYTHING, new IntoHypertable(), RestoreOrder.Mode.RESTORE);
        try (Connection connection = archive.connect()) {
            return new ArchiveRestore(archive.plain(), Duration.ofDays(365_000))
                    .restore(connection, everything, _ -> {});
        }
    }

    private String parquet(String day) throws IOException {
        return objects(day, ".parquet").getFirst();
    }

    private List<String> objects(String day, String extension) throws IOException {
        return archive.objects().stream()
                .filter(name -> name.contains(day) && name.endsWith(extension))
                .toList();
    }

    private void lose(String day) {
        lose(day, ".parquet");
    }

    private void lose(String day, String extension) {
        try {
            for (String object : objects(day, extension)) {
                Files.delete(archive.storeDirectory().resolve(object));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
