package io.liftline.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Lets something happen at most once in a period, whichever thread asks.
final class AtMostEvery {

    private final long periodNanos;
    private final AtomicLong last;

    AtMostEvery(Duration period) {
        this.periodNanos = period.toNanos();
        this.last = new AtomicLong(System.nanoTime() - periodNanos);
    }

    /// Whether it may happen now; a period begins when the answer is yes.
    boolean mayHappen() {
        long now = System.nanoTime();
        long before = last.get();
        return now - before >= periodNanos && last.compareAndSet(before, now);
    }
}
