package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Azurite;
import io.liftline.fixtures.S3Mock;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects that are stored by several requests, by two writers at once.
class LargeObjectsTest {

    private static final int BYTES = 2 * RemoteService.PART_BYTES + 1;

    @TempDir
    private Path files;

    @Test
    void ofTwoUploadsInBlocksOneStores() throws Exception {
        try (ObjectStore store = RemoteStores.azurite(Map.of("container", Azurite.newContainer()))) {
            assertOneStores(store);
        }
    }

    @Test
    void ofTwoUploadsInPartsOneStores() throws Exception {
        try (ObjectStore store = RemoteStores.s3Mock(Map.of("bucket", S3Mock.newBucket()))) {
            assertOneStores(store);
        }
    }

    private void assertOneStores(ObjectStore store) throws Exception {
        List<byte[]> contents = List.of(random(1), random(2));
        CyclicBarrier together = new CyclicBarrier(contents.size());
        List<PutOutcome> outcomes;
        try (ExecutorService writers = Executors.newFixedThreadPool(contents.size())) {
            List<Future<PutOutcome>> puts = contents.stream()
                    .map(content -> writers.submit(() -> {
                        Path file = Files.write(Files.createTempFile(files, "large", ""), content);
                        together.await();
                        return store.putIfAbsent("a/large", file);
                    }))
                    .toList();
            outcomes = List.of(puts.getFirst().get(), puts.getLast().get());
        }

        assertThat(outcomes).containsExactlyInAnyOrder(PutOutcome.STORED, PutOutcome.ALREADY_THERE);
        byte[] winner = contents.get(outcomes.indexOf(PutOutcome.STORED));
        try (InputStream stored = store.get("a/large")) {
            assertThat(Arrays.equals(stored.readAllBytes(), winner)).isTrue();
        }
        assertThat(store.list("", "", 10)).containsExactly(new StoredObject("a/large", BYTES));
    }

    private static byte[] random(long seed) {
        byte[] content = new byte[BYTES];
        new Random(seed).nextBytes(content);
        return content;
    }
}
