package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.FairQueue;
import io.liftline.web.FairShare;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Limits how many statements of one class run at once. Callers share the places by the rule of [FairShare], and
/// there may be a limit for each. Further statements wait in a [FairQueue], for a limited time.
///
/// A statement keeps its place until it has ended in the database. If its client has gone, it is cancelled there.
final class Bulkhead {

    /// A statement that waits for its place.
    ///
    /// @param <T> its result
    @FunctionalInterface
    interface Work<T> {

        /// Runs it. Called once.
        Uni<T> run();

        /// Ends it as soon as possible: nobody waits for its result. Also called if it has ended. By default, it runs
        /// to its end.
        default void cancel() {}
    }

    /// How long a place stays empty for its caller after a statement. Others can have it.
    @FunctionalInterface
    interface Rest {

        /// No rest.
        Rest NONE = (_, _) -> Duration.ZERO;

        /// @param caller who had the place
        /// @param took how long the statement took
        Duration after(String caller, Duration took);
    }

    /// Maximum number of waiting statements.
    static final int WAITING = 200;

    private final int atOnce;
    private final int ofCaller;
    private final Duration patience;
    private final Rest rest;
    private final Vertx vertx;
    private final FairQueue<Waiting<?>> queue = new FairQueue<>(WAITING);

    /// The places of each caller, also those that rest.
    private final Map<String, Integer> places = new HashMap<>();

    private int allRunning;

    /// @param atOnce maximum number of statements that run at once
    /// @param ofCaller maximum number of them of one caller
    /// @param patience maximum time that a statement waits
    /// @param rest what its caller waits after a statement
    Bulkhead(int atOnce, int ofCaller, Duration patience, Rest rest, Vertx vertx) {
        this.atOnce = atOnce;
        this.ofCaller = ofCaller;
        this.patience = patience;
        this.rest = rest;
        this.vertx = vertx;
    }

    /// Runs a statement as soon as there is a place for it. The result is delivered on the Vert.x context of
    /// the call. It is cancelled when the subscription is.
    ///
    /// Fails with 503 if there is no place in time, or too many statements wait.
    ///
    /// @param caller the holder of the place
    <T> Uni<T> run(String caller, Work<T> statement) {
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .<T>emitter(emitter -> add(new Waiting<>(caller, statement, emitter, context)))
                .emitOn(task -> on(context, task));
    }

    /// The number of statements that run now.
    synchronized int running() {
        return allRunning;
    }

    /// The number of statements that wait now.
    int waiting() {
        return queue.size();
    }

    private <T> void add(Waiting<T> waiting) {
        if (take(waiting.caller)) {
            start(waiting, task -> on(waiting.context, task));
            return;
        }
        waiting.timer.set(vertx.setTimer(patience.toMillis(), _ -> waiting.refuse()));
        waiting.emitter.onTermination(() -> {
            waiting.decided.set(true);
            vertx.cancelTimer(waiting.timer.get());
        });
        queue.add(new FairQueue.Turn(waiting.caller, ""), waiting).ifPresent(Waiting::refuse);
        startNext(); // a place may have become free in the meantime
    }

    /// Runs a task at once if this is its context: a turn of the event loop costs as much as a stage of a small
    /// statement.
    private static void on(Context context, Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(_ -> task.run());
        }
    }

    /// @param executor runs the statement on its context
    private <T> void start(Waiting<T> waiting, Executor executor) {
        if (!waiting.decided.compareAndSet(false, true)) {
            ended(waiting.caller, Duration.ZERO);
            return;
        }
        vertx.cancelTimer(waiting.timer.get());
        waiting.emitter.onTermination(waiting.statement::cancel);
        long began = System.nanoTime();
        executor.execute(() -> waiting.statement
                .run()
                .subscribe()
                .with(
                        item -> {
                            ended(waiting.caller, since(began));
                            waiting.emitter.complete(item);
                        },
                        failure -> {
                            ended(waiting.caller, since(began));
                            waiting.emitter.fail(failure);
                        }));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// In a turn of the event loop of its own, because a statement that fails at once starts the next one.
    private void startNext() {
        for (Optional<Waiting<?>> next = nextWithPlace(); next.isPresent(); next = nextWithPlace()) {
            Context context = next.get().context;
            start(next.get(), task -> context.runOnContext(_ -> task.run()));
        }
    }

    private synchronized Optional<Waiting<?>> nextWithPlace() {
        Optional<Waiting<?>> next = queue.poll(this::hasPlace);
        next.ifPresent(waiting -> take(waiting.caller));
        return next;
    }

    private synchronized boolean hasPlace(String caller) {
        int mine = places.getOrDefault(caller, 0) + 1;
        return mine <= ofCaller && FairShare.allows(mine, atOnce - allRunning - 1);
    }

    private synchronized boolean take(String caller) {
        if (!hasPlace(caller)) {
            return false;
        }
        places.merge(caller, 1, Integer::sum);
        allRunning++;
        return true;
    }

    private void ended(String caller, Duration took) {
        synchronized (this) {
            allRunning--;
        }
        long pause = rest.after(caller, took).toMillis();
        if (pause == 0) {
            rested(caller);
        } else {
            vertx.setTimer(pause, _ -> rested(caller));
            startNext();
        }
    }

    private void rested(String caller) {
        synchronized (this) {
            places.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
        }
        startNext();
    }

    private static final class Waiting<T> {

        private final String caller;
        private final Work<T> statement;
        private final UniEmitter<? super T> emitter;
        private final Context context;

        /// Refuses it if it waits too long; 0 if it has not waited.
        private final AtomicLong timer = new AtomicLong();

        /// Whether it has begun, was refused, or its client has gone.
        private final AtomicBoolean decided = new AtomicBoolean();

        Waiting(String caller, Work<T> statement, UniEmitter<? super T> emitter, Context context) {
            this.caller = caller;
            this.statement = statement;
            this.emitter = emitter;
            this.context = context;
        }

        void refuse() {
            if (decided.compareAndSet(false, true)) {
                emitter.fail(new ProblemException(
                        ProblemCode.UNAVAILABLE,
                        "Too many questions of this kind are being answered at the moment; ask again shortly"));
            }
        }
    }
}
