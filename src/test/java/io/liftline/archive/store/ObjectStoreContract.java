package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [ObjectStore] must do. A store's own test extends this and opens an empty store.
public abstract class ObjectStoreContract {

    private static final int LARGE = 20_000_000;
    private static final int WRITERS = 8;

    @TempDir
    private Path files;

    @AutoClose
    private ObjectStore store;

    /// Opens a store without objects. The contract closes it.
    protected abstract ObjectStore openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openEmpty();
    }

    @Test
    void anObjectIsReadAsItWasPut() throws Exception {
        assertThat(put("a/b=1/c_d.parquet", "content")).isEqualTo(PutOutcome.STORED);

        assertThat(read("a/b=1/c_d.parquet")).isEqualTo("content");
        assertThat(store.head("a/b=1/c_d.parquet")).contains(new StoredObject("a/b=1/c_d.parquet", 7));
    }

    @Test
    void aSecondPutLeavesTheObjectAsItIs() throws Exception {
        put("a/x", "first");

        assertThat(put("a/x", "the second")).isEqualTo(PutOutcome.ALREADY_THERE);

        assertThat(read("a/x")).isEqualTo("first");
        assertThat(store.head("a/x")).contains(new StoredObject("a/x", 5));
    }

    @Test
    void anObjectThatIsNotThereIsSaidNotToBe() throws Exception {
        put("a/x", "content");

        assertThatThrownBy(() -> store.get("a/y"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("a/y: there is no such object in " + store.describe());
        assertThatThrownBy(() -> store.get("b/x")).isInstanceOf(NoSuchFileException.class);
        assertThat(store.head("a/y")).isEqualTo(Optional.empty());
        assertThat(store.head("a")).as("a prefix is not an object").isEqualTo(Optional.empty());
    }

    @Test
    void anObjectMayBeEmpty() throws Exception {
        assertThat(put("a/empty", "")).isEqualTo(PutOutcome.STORED);

        assertThat(read("a/empty")).isEmpty();
        assertThat(store.head("a/empty")).contains(new StoredObject("a/empty", 0));
        assertThat(put("a/empty", "content")).isEqualTo(PutOutcome.ALREADY_THERE);
    }

    @Test
    void anObjectMayBeLarge() throws Exception {
        byte[] content = new byte[LARGE];
        new Random(13).nextBytes(content);
        Path file = Files.write(files.resolve("large"), content);

        assertThat(store.putIfAbsent("a/large", file)).isEqualTo(PutOutcome.STORED);

        assertThat(store.head("a/large")).contains(new StoredObject("a/large", LARGE));
        try (InputStream stored = store.get("a/large")) {
            assertThat(Arrays.equals(stored.readAllBytes(), content)).isTrue();
        }
    }

    @Test
    void aListIsOrderedByNameWithinThePrefix() throws Exception {
        for (String name : List.of("a/c", "b", "a/b/x", "a-b/x", "a.b", "a=1/x", "a/b/a", "a/B", "ab/x")) {
            put(name, name);
        }

        assertThat(names("", "", 1_000))
                .containsExactly("a-b/x", "a.b", "a/B", "a/b/a", "a/b/x", "a/c", "a=1/x", "ab/x", "b");
        assertThat(names("a/", "", 1_000)).containsExactly("a/B", "a/b/a", "a/b/x", "a/c");
        assertThat(names("a/b", "", 1_000)).containsExactly("a/b/a", "a/b/x");
        assertThat(names("c", "", 1_000)).isEmpty();
        assertThat(store.list("a/b/x", "", 10)).containsExactly(new StoredObject("a/b/x", 5));
    }

    @Test
    void aListIsReadInPages() throws Exception {
        List<String> all = new ArrayList<>();
        for (int day = 10; day < 35; day++) {
            all.add("year=2026/day=%d/x-v1.parquet".formatted(day));
        }
        for (String name : all.reversed()) {
            put(name, "content");
        }

        List<String> read = new ArrayList<>();
        String after = "";
        for (List<String> page = names("year=", after, 7); !page.isEmpty(); page = names("year=", after, 7)) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            read.addAll(page);
            after = page.getLast();
        }

        assertThat(read).isEqualTo(all);
        assertThat(names("year=", "year=2026/day=12", 1)).containsExactly("year=2026/day=12/x-v1.parquet");
        assertThat(names("", "year=2026/day=34/x-v1.parquet", 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void aLimitOutOfRangeIsRefused(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.list("", "", limit));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/.", "a b", "ä", "a\\b", "a\nb", "a?b"
            })
    void aNameThatIsNotValidIsRefused(String name) throws Exception {
        Path file = Files.writeString(files.resolve("content"), "content");

        assertThatIllegalArgumentException().isThrownBy(() -> store.putIfAbsent(name, file));
        assertThatIllegalArgumentException().isThrownBy(() -> store.get(name));
        assertThatIllegalArgumentException().isThrownBy(() -> store.head(name));
        assertThat(names("", "", 1_000)).isEmpty();
    }

    @Test
    void ofConcurrentPutsExactlyOneStores() throws Exception {
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        List<Future<PutOutcome>> puts = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                Path content = Files.writeString(files.resolve("writer" + writer), "w" + writer + "x".repeat(100_000));
                puts.add(writers.submit(() -> {
                    together.await();
                    return store.putIfAbsent("a/contended", content);
                }));
            }
        }
        List<PutOutcome> outcomes = new ArrayList<>();
        for (Future<PutOutcome> put : puts) {
            outcomes.add(put.get());
        }

        assertThat(outcomes).filteredOn(PutOutcome.STORED::equals).hasSize(1);
        assertThat(outcomes).filteredOn(PutOutcome.ALREADY_THERE::equals).hasSize(WRITERS - 1);
        assertThat(read("a/contended"))
                .startsWith("w" + outcomes.indexOf(PutOutcome.STORED) + "x")
                .hasSize(100_002);
        assertThat(names("", "", 1_000)).containsExactly("a/contended");
    }

    /// Puts a text.
    protected final PutOutcome put(String name, String content) throws IOException {
        return store.putIfAbsent(name, Files.writeString(files.resolve("put"), content));
    }

    /// The object as a text.
    protected final String read(String name) throws IOException {
        try (InputStream content = store.get(name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The names of a page.
    protected final List<String> names(String prefix, String after, int limit) throws IOException {
        return store.list(prefix, after, limit).stream().map(StoredObject::name).toList();
    }
}
