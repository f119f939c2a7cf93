package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.archive.store.DirectoryStore;
import io.liftline.archive.store.ObjectStore;
import io.liftline.fixtures.Await;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreProbeTest {

    @TempDir
    private Path directory;

    @Test
    void aStoreAnswersOrNot() {
        ObjectStore store = new DirectoryStore(directory);
        StoreProbe probe = new StoreProbe(Duration.ofSeconds(10));

        assertThat(probe.answers(store)).isTrue();
        assertThat(probe.answers(new FaultyStore(store, FaultyStore.Fault.CONTAINER_IS_MISSING, directory)))
                .isFalse();
        assertThat(probe.answers(store)).isTrue();
    }

    @Test
    void aStoreThatHangsIsAskedByOneThreadAtATime() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        ObjectStore hanging = store(() -> {
            asked.incrementAndGet();
            released.await();
        });
        StoreProbe probe = new StoreProbe(Duration.ofMillis(20));

        assertThat(probe.answers(hanging)).isFalse();
        assertThat(probe.answers(hanging)).isFalse();
        assertThat(probe.answers(hanging)).isFalse();
        assertThat(asked.get()).isEqualTo(1);

        released.countDown();
        Await.until("it answers again", () -> probe.answers(hanging));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException, IOException;
    }

    /// A store without objects, which does this before it lists them.
    private static ObjectStore store(Work work) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, _, _) -> {
                    work.run();
                    return List.of();
                });
    }
}
