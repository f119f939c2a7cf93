package io.liftline.database;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shares one result among all callers that ask while it is being computed or shortly after. A failure is
/// shared, too.
public final class SingleFlight<T> {

    private final Supplier<Uni<T>> source;
    private final long freshNanos;
    private final AtomicReference<@Nullable Asked<T>> last = new AtomicReference<>();

    /// @param source computes the result; it must complete
    /// @param fresh how long a result is reused, from the start of its computation
    public SingleFlight(Supplier<Uni<T>> source, Duration fresh) {
        this.source = source;
        this.freshNanos = fresh.toNanos();
    }

    /// The result of the computation in progress, the last result while it is fresh, or the result of a new
    /// computation.
    public Uni<T> get() {
        return Uni.createFrom().deferred(() -> {
            Asked<T> before = last.get();
            if (before != null && before.holds(freshNanos)) {
                return before.answer;
            }
            Asked<T> mine = new Asked<>(source.get());
            if (last.compareAndSet(before, mine)) {
                return mine.answer;
            }
            Asked<T> theirs = last.get();
            return theirs == null ? mine.answer : theirs.answer;
        });
    }

    private static final class Asked<T> {

        private final long since = System.nanoTime();
        private final Uni<T> answer;
        private volatile boolean done;

        Asked(Uni<T> answer) {
            this.answer =
                    answer.onTermination().invoke(() -> done = true).memoize().indefinitely();
        }

        boolean holds(long freshNanos) {
            return !done || System.nanoTime() - since < freshNanos;
        }
    }
}
