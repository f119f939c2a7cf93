package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ObjectStoreContract {

    @TempDir
    private Path root;

    @Override
    protected ObjectStore openEmpty() {
        return new DirectoryStore(root);
    }

    @Test
    void anObjectIsOneFileOfItsName() throws Exception {
        put("hypertable=t/year=2026/x-v1.parquet", "content");
        put("hypertable=t/year=2026/x-v1.parquet", "another");

        assertThat(files()).containsExactly("hypertable=t/year=2026/x-v1.parquet");
        assertThat(root.resolve("hypertable=t/year=2026/x-v1.parquet")).hasContent("content");
    }

    @Test
    void aPutThatWasKilledIsNotVisible() throws Exception {
        put("a/x", "content");
        Files.writeString(root.resolve(".incoming/left-behind"), "half of an obj");

        assertThat(names("", "", 1_000)).containsExactly("a/x");
        assertThatThrownBy(() -> read(".incoming/left-behind")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAKilledPutLeftIsDeletedAfterADay() throws Exception {
        put("a/x", "content");
        Path yesterday = Files.writeString(root.resolve(".incoming/yesterday"), "half of an obj");
        Path today = Files.writeString(root.resolve(".incoming/today"), "half of an obj");
        Files.setLastModifiedTime(yesterday, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        put("a/y", "content");

        assertThat(yesterday).doesNotExist();
        assertThat(today).exists();
    }

    @Test
    void aDirectoryThatIsNotThereIsNotMade() throws Exception {
        Files.delete(root);

        assertThatThrownBy(() -> put("a/x", "content"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the directory of the archive is not there");
        assertThatThrownBy(() -> names("", "", 1)).isInstanceOf(IOException.class);
        assertThat(root).doesNotExist();
        Files.createDirectory(root);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .toList();
        }
    }
}
