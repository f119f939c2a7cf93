package io.liftline.database;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One answer for all who ask at the same time, or within a moment of each other. Failures are shared like
/// answers.
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

    /// The answer to a question that is under way or fresh, or to a new one.
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
