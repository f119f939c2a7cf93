package io.liftline.database;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shares one answer among all callers who ask while the question is under way, or shortly after it. A failure is
/// shared like an answer.
public final class SingleFlight<T> {

    private final Supplier<Uni<T>> source;
    private final long freshNanos;
    private final AtomicReference<@Nullable Asked<T>> last = new AtomicReference<>();

    /// @param source asks; what it returns must end by itself
    /// @param fresh how long an answer is given again, counted from the question
    public SingleFlight(Supplier<Uni<T>> source, Duration fresh) {
        this.source = source;
        this.freshNanos = fresh.toNanos();
    }

    /// The answer to the question that is under way, or to the last one while it is fresh, else to a new one.
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
