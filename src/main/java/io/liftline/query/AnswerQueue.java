package io.liftline.query;

import io.liftline.web.FairQueue;
import io.liftline.web.MemoryBudget;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Answers that wait for memory, callers in turn. A client that is refused asks again at once, which costs the event
/// loops more than an answer that waits.
final class AnswerQueue {

    /// Maximum number of waiting answers.
    static final int WAITING = 1_000;

    /// Bodies give memory back, too, without a word to this queue.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final MemoryBudget memory;
    private final Duration patience;
    private final Vertx vertx;
    private final FairQueue<Waiting> queue = new FairQueue<>(WAITING);
    private final AtomicBoolean looking = new AtomicBoolean();

    /// @param patience maximum time that an answer waits
    AnswerQueue(MemoryBudget memory, Duration patience, Vertx vertx) {
        this.memory = memory;
        this.patience = patience;
        this.vertx = vertx;
    }

    /// Charges an answer as soon as there is room for it. Continues on the Vert.x context of the call.
    ///
    /// Fails with 429 if there never is, if there is none in time, or if too many answers wait.
    ///
    /// @param caller whose turn it takes
    /// @param charge of this caller, and empty
    Uni<Void> room(String caller, MemoryBudget.Charge charge, long bytes) {
        if (queue.size() == 0 && charge.offer(bytes)) {
            return Uni.createFrom().voidItem();
        }
        if (bytes > memory.largest()) {
            return Uni.createFrom().failure(memory.noRoom());
        }
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .<Void>emitter(emitter -> add(caller, new Waiting(charge, bytes, emitter)))
                .emitOn(task -> context.runOnContext(_ -> task.run()));
    }

    private void add(String caller, Waiting waiting) {
        long timer = vertx.setTimer(patience.toMillis(), _ -> refuse(waiting));
        waiting.emitter.onTermination(() -> {
            waiting.over.set(true);
            vertx.cancelTimer(timer);
        });
        queue.add(new FairQueue.Turn(caller, ""), waiting).ifPresent(this::refuse);
        look();
    }

    private void refuse(Waiting waiting) {
        waiting.emitter.fail(memory.noRoom());
    }

    /// Charges those that have room now.
    void look() {
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            next.get().emitter.complete(null);
        }
        if (queue.size() > 0 && looking.compareAndSet(false, true)) {
            vertx.setTimer(LOOK_AGAIN.toMillis(), _ -> {
                looking.set(false);
                look();
            });
        }
    }

    private Optional<Waiting> next() {
        return queue.pollNext(waiting -> waiting.over.get() || waiting.charge.offer(waiting.bytes));
    }

    /// The number of answers that wait now.
    int waiting() {
        return queue.size();
    }

    /// @param over whether it was charged or refused, or its client has gone
    private record Waiting(
            MemoryBudget.Charge charge, long bytes, UniEmitter<? super Void> emitter, AtomicBoolean over) {

        Waiting(MemoryBudget.Charge charge, long bytes, UniEmitter<? super Void> emitter) {
            this(charge, bytes, emitter, new AtomicBoolean());
        }
    }
}
