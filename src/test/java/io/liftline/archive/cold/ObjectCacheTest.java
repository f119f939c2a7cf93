package io.liftline.archive.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.archive.parquet.Fingerprint;
import io.liftline.archive.parquet.Sha256;
import io.liftline.archive.restore.DifferentContentException;
import io.liftline.archive.store.DirectoryStore;
import io.liftline.archive.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectCacheTest {

    private static final int SIZE = 1_000;

    @TempDir
    private Path directory;

    private ObjectStore store;

    @AutoClose
    private ObjectCache cache;

    @BeforeEach
    void create() throws IOException {
        store = new DirectoryStore(Files.createDirectories(directory.resolve("store")));
        cache = new ObjectCache(store, Files.createDirectories(directory.resolve("work")), 3 * SIZE);
    }

    @Test
    void copiesNeverTakeMoreThanTheirRoomAndTheLeastRecentlyUsedGoFirst() throws Exception {
        // Given
        List<Fingerprint> objects = List.of(object("a"), object("b"), object("c"), object("d"));
        for (Fingerprint object : objects.subList(0, 3)) {
            cache.open(object).close();
        }
        cache.open(objects.getFirst()).close();

        // When
        cache.open(objects.getLast()).close();

        // Then
        assertThat(cache.bytes()).isEqualTo(3 * SIZE);
        assertThat(cache.fetched()).isEqualTo(4);
        cache.open(objects.getFirst()).close();
        assertThat(cache.fetched()).as("a was used after b").isEqualTo(4);
        cache.open(objects.get(1)).close();
        assertThat(cache.fetched()).as("b was deleted").isEqualTo(5);
        assertThat(cache.bytes()).isEqualTo(3 * SIZE);
    }

    @Test
    void aCopyInUseIsNotDeletedAndAnotherObjectWaitsForItsRoom() throws Exception {
        ObjectCache.Copy first = cache.open(object("a"));
        ObjectCache.Copy second = cache.open(object("b"));
        ObjectCache.Copy third = cache.open(object("c"));
        Fingerprint fourth = object("d");

        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Path> waits = thread.submit(() -> {
                try (ObjectCache.Copy copy = cache.open(fourth)) {
                    return copy.file();
                }
            });
            assertThat(first.file()).exists();
            first.close();
            assertThat(waits.get()).exists();
        }
        assertThat(first.file()).doesNotExist();
        assertThat(second.file()).exists();
        assertThat(third.file()).exists();
        second.close();
        third.close();
    }

    @Test
    void anObjectThatManyNeedAtOnceIsFetchedOnce() throws Exception {
        Fingerprint object = object("a");
        Callable<Path> open = () -> {
            try (ObjectCache.Copy copy = cache.open(object)) {
                return copy.file();
            }
        };

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Path> opened :
                    threads.invokeAll(Stream.generate(() -> open).limit(50).toList())) {
                assertThat(opened.get()).exists();
            }
        }

        assertThat(cache.fetched()).isEqualTo(1);
    }

    @Test
    void aCopyThatAnotherProgramHasDeletedIsFetchedAgain() throws Exception {
        Fingerprint object = object("a");
        Path file;
        try (ObjectCache.Copy copy = cache.open(object)) {
            file = copy.file();
        }
        Files.delete(file);

        try (ObjectCache.Copy copy = cache.open(object)) {
            assertThat(copy.file()).hasSize(SIZE);
        }

        assertThat(cache.fetched()).isEqualTo(2);
        assertThat(cache.bytes()).isEqualTo(SIZE);
    }

    @Test
    void aDamagedObjectIsRefusedAndLeavesNothing() throws Exception {
        Fingerprint object = object("a");
        Fingerprint other = new Fingerprint(object.object(), object.bytes(), "0".repeat(64));

        assertThatThrownBy(() -> cache.open(other)).isInstanceOf(DifferentContentException.class);

        assertThat(cache.bytes()).isZero();
        try (Stream<Path> files = Files.walk(directory.resolve("work"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".parquet"));
        }
        cache.open(object).close();
        assertThat(cache.bytes()).isEqualTo(SIZE);
    }

    @Test
    void anObjectThatIsLargerThanTheCacheIsRefused() {
        assertThatThrownBy(() -> cache.open(new Fingerprint("x", 3 * SIZE + 1, "")))
                .isInstanceOf(ObjectCache.FullException.class)
                .hasMessageContaining("3001");
    }

    private Fingerprint object(String name) throws IOException {
        Path file = directory.resolve(name);
        byte[] content = new byte[SIZE];
        content[0] = (byte) name.charAt(0);
        Files.write(file, content);
        store.putIfAbsent(name, file);
        return new Fingerprint(name, SIZE, Sha256.of(file));
    }
}
