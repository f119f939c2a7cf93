package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    private static final Duration PAUSE = Duration.ofMillis(10);

    @Test
    void workThatFailsIsDoneAgain() {
        AtomicInteger times = new AtomicInteger();
        try (Background background = new Background("test")) {
            background.repeat(Duration.ZERO, PAUSE, () -> {
                switch (times.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("first");
                    case 2 -> throw new StackOverflowError("second");
                    default -> {}
                }
            });

            Await.until("it was done three times", () -> times.get() >= 3);
        }
    }

    @Test
    void workThatIsDoneOnceWaitsForWhatIsAtWorkAndItsFailureEndsNothing() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        try (Background background = new Background("test")) {
            background.once(() -> {
                begun.countDown();
                await(released);
            });
            background.once(() -> {
                done.incrementAndGet();
                throw new AssertionError("fails");
            });
            background.once(done::incrementAndGet);
            begun.await();

            assertThat(done.get()).isZero();
            released.countDown();

            Await.until("both were done", () -> done.get() == 2);
        }
    }

    @Test
    void closingInterruptsWhatIsAtWorkAndBeginsNothing() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicInteger later = new AtomicInteger();
        Background background = new Background("test");
        background.once(() -> {
            begun.countDown();
            interrupted.set(!await(new CountDownLatch(1)));
        });
        background.once(later::incrementAndGet);
        begun.await();

        background.close();

        Await.until("it was interrupted", interrupted::get);
        assertThat(later.get()).isZero();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
