package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.archive.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever the store does, nothing is dropped that is not in it, and the archive recovers.
class FaultyStoreTest extends ArchiveOfItsOwn {

    @BeforeEach
    void storeAnOldDay() throws Exception {
        archive.samples(TestArchive.OLD_DAY, 2, 10);
    }

    @Test
    void aByteThatFlipsAfterThePutIsFoundAndTheChunkIsExportedAnew() throws Exception {
        // When
        PassResult first = archive.pass(damagingAt(Step.OBJECT_STORED));
        PassResult second = archive.pass();

        // Then
        assertThat(first).isEqualTo(new PassResult(0, 0, 0, 1));
        assertThat(second).isEqualTo(new PassResult(1, 1, 0, 0));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|stored|20", "esp_telemetry|2|dropped|20");
        assertThat(archive.database().row("SELECT error FROM chunk_archive WHERE version = 1"))
                .contains("SHA-256");
    }

    @Test
    void anObjectThatIsDamagedAfterItWasVerifiedIsFoundBeforeTheDrop() throws Exception {
        PassResult result = archive.pass(damagingAt(Step.PROOF_RECORDED));

        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 0));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20", "esp_telemetry|2|dropped|20");
        assertThat(archive.objects()).hasSize(4);
    }

    @Test
    void anObjectThatIsDeletedAfterThePutIsPutAgain() throws Exception {
        PassResult result = archive.pass(archive.with(archive.store(), (step, chunk) -> {
            if (step == Step.STORE_RECORDED && Files.exists(marker())) {
                return;
            }
            if (step == Step.STORE_RECORDED) {
                change(() -> {
                    Files.delete(storedParquet());
                    Files.createFile(marker());
                });
            }
        }));

        assertThat(result).isEqualTo(new PassResult(1, 1, 0, 0));
        assertThat(archive.catalogue()).containsExactly("esp_telemetry|1|dropped|20");
    }

    @Test
    void aStoreThatIsAwayEndsThePassAndLosesNothing() throws Exception {
        Archive away = archive.with(new DirectoryStore(directory.resolve("away")), (_, _) -> {});

        assertThatThrownBy(() -> archive.pass(away)).isInstanceOf(IOException.class);

        assertThat(archive.database().count("esp_telemetry")).isEqualTo(20);
        assertThat(archive.pass()).isEqualTo(new PassResult(1, 1, 0, 0));
    }

    private Archive damagingAt(Step damaged) {
        return archive.with(archive.store(), (step, chunk) -> {
            if (step == damaged && chunk.version() == 1) {
                change(() -> {
                    Path object = storedParquet();
                    byte[] bytes = Files.readAllBytes(object);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(object, bytes);
                });
            }
        });
    }

    private Path marker() {
        return directory.resolve("deleted");
    }

    private Path storedParquet() throws IOException {
        try (Stream<Path> files = Files.walk(archive.storeDirectory())) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }

    private static void change(Change change) {
        try {
            change.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
