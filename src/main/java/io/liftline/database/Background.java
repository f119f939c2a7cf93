package io.liftline.database;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A daemon thread that does pieces of work again and again. One that fails, even with an [Error], is logged and done
/// again after its pause; the scheduler alone would never call it again, and would not say why.
public final class Background implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Background.class);

    private final String name;
    private final ScheduledExecutorService thread;

    /// @param name of the thread
    public Background(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /// Does work again and again.
    ///
    /// @param first the time before it is done first
    /// @param pause the time between its end and its next beginning
    public void repeat(Duration first, Duration pause, Runnable work) {
        Future<?> _ = thread.scheduleWithFixedDelay(
                () -> attempt(work), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Does work once, after what is at work now.
    public void once(Runnable work) {
        thread.execute(() -> attempt(work));
    }

    /// Interrupts what is at work, and begins nothing any more.
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "Work in the background failed and is repeated: thread=%s", name);
        }
    }
}
