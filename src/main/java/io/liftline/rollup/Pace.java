package io.liftline.rollup;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Rests as long as the work before has taken, so that the work takes half of a core of the database, and others
/// get theirs in between.
final class Pace {

    private static final long LONGEST_REST = Duration.ofSeconds(10).toNanos();

    private long began = System.nanoTime();

    /// A piece of work begins.
    void begin() {
        began = System.nanoTime();
    }

    /// It has ended. An interrupt, which ends the service, ends the rest.
    void rest() {
        LockSupport.parkNanos(this, Math.min(LONGEST_REST, System.nanoTime() - began));
    }
}
