package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.fixtures.Await;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.MemoryBudget;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final MemoryBudget memory = new MemoryBudget(100);

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void anAnswerWaitsUntilThereIsRoomForIt() {
        AnswerQueue queue = new AnswerQueue(memory, LONG, vertx);
        MemoryBudget.Charge held = memory.charge("ann");
        ask(queue, "ann", held, 70).join();

        CompletableFuture<Void> waiting = ask(queue, "ann", memory.charge("ann"), 70);
        assertThat(waiting).isNotDone();
        assertThat(queue.waiting()).isEqualTo(1);

        held.close();
        assertThat(waiting).succeedsWithin(LONG);
        assertThat(memory.used()).isEqualTo(70);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void anAnswerThatNeverHasRoomIsRefusedAtOnce() {
        AnswerQueue queue = new AnswerQueue(memory, LONG, vertx);

        assertRefused(ask(queue, "ann", memory.charge("ann"), 76));
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void anAnswerWithoutRoomInTimeIsRefused() {
        AnswerQueue queue = new AnswerQueue(memory, Duration.ofMillis(20), vertx);
        MemoryBudget.Charge held = memory.charge("ann");
        held.set(70);

        assertRefused(ask(queue, "ann", memory.charge("ann"), 70));

        held.close();
        Await.until("the queue is empty", () -> queue.waiting() == 0);
        assertThat(memory.used()).isZero();
    }

    @Test
    void anAnswerWhoseClientHasGoneHoldsNothing() {
        AnswerQueue queue = new AnswerQueue(memory, LONG, vertx);
        MemoryBudget.Charge held = memory.charge("ann");
        held.set(70);
        CompletableFuture<Void> gone = ask(queue, "ann", memory.charge("ann"), 70);
        CompletableFuture<Void> next = ask(queue, "ann", memory.charge("ann"), 30);

        gone.cancel(true);
        held.close();

        assertThat(next).succeedsWithin(LONG);
        assertThat(memory.used()).isEqualTo(30);
    }

    @Test
    void callersTakeTurns() {
        AnswerQueue queue = new AnswerQueue(memory, LONG, vertx);
        MemoryBudget.Charge held = memory.charge("cat");
        held.set(100);
        List<CompletableFuture<Void>> ann = Stream.generate(() -> ask(queue, "ann", memory.charge("ann"), 40))
                .limit(2)
                .toList();
        CompletableFuture<Void> bob = ask(queue, "bob", memory.charge("bob"), 40);

        held.close();

        assertThat(ann.getFirst()).succeedsWithin(LONG);
        assertThat(bob).succeedsWithin(LONG);
        assertThat(ann.getLast()).isNotDone();
    }

    @Test
    void moreThanTheQueueHoldsAreRefused() {
        AnswerQueue queue = new AnswerQueue(memory, LONG, vertx);
        memory.charge("ann").set(70);
        List<CompletableFuture<Void>> waiting = Stream.generate(() -> ask(queue, "ann", memory.charge("ann"), 70))
                .limit(AnswerQueue.WAITING)
                .toList();

        assertRefused(ask(queue, "ann", memory.charge("ann"), 70));
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(queue.waiting()).isEqualTo(AnswerQueue.WAITING);
    }

    private static CompletableFuture<Void> ask(
            AnswerQueue queue, String caller, MemoryBudget.Charge charge, long bytes) {
        return queue.room(caller, charge, bytes).subscribeAsCompletionStage();
    }

    private static void assertRefused(CompletableFuture<Void> answer) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .havingCause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
    }
}
