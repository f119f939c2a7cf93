package io.liftline.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Limits an action to once per period, across threads.
final class AtMostEvery {

    private final long periodNanos;
    private final AtomicLong last;

    AtMostEvery(Duration period) {
        this.periodNanos = period.toNanos();
        this.last = new AtomicLong(System.nanoTime() - periodNanos);
    }

    /// Whether the action may run now. If so, a new period begins.
    boolean mayHappen() {
        long now = System.nanoTime();
        long before = last.get();
        return now - before >= periodNanos && last.compareAndSet(before, now);
    }
}
