package io.liftline.web;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How much of a pool nobody has needed for a while: the least that it had in a period of [#PERIOD]. It is not
/// thread-safe.
public final class Unneeded {

    static final Duration PERIOD = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private long began;
    private long least;

    /// @param nanoTime a clock like [System#nanoTime()]
    public Unneeded(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /// Notes what the pool has left after something was lent or removed. It must be told each time: the pool never has
    /// less than the least that was noted.
    ///
    /// @param bytes what it has
    public void left(long bytes) {
        least = Math.min(least, bytes);
    }

    /// The bytes that nobody has needed in the period that is over; 0 if it is not. With its end, the next one begins.
    ///
    /// @param bytes what the pool has now
    public long of(long bytes) {
        long now = nanoTime.getAsLong();
        if (now - began < PERIOD.toNanos()) {
            return 0;
        }
        long unneeded = least;
        began = now;
        least = bytes - unneeded;
        return unneeded;
    }
}
