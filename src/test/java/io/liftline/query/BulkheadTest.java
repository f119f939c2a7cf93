package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.fixtures.Await;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    private static final int PLACES = 4;

    private final Vertx vertx = Vertx.vertx();
    private final Bulkhead bulkhead = new Bulkhead(PLACES, PLACES, Duration.ofSeconds(30), Bulkhead.Rest.NONE, vertx);
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void oneCallerLeavesAPlaceForAnother() {
        ask("ann", 10);
        awaitBegun(3);

        ask("bob", 1);

        awaitBegun(4);
        assertThat(bulkhead.running()).isEqualTo(4);
        assertThat(bulkhead.waiting()).isEqualTo(7);
    }

    @Test
    void oneCallerHasNoMorePlacesThanItsLimit() {
        Bulkhead limited = new Bulkhead(PLACES, 2, Duration.ofSeconds(30), Bulkhead.Rest.NONE, vertx);
        for (int i = 0; i < 3; i++) {
            ask(limited, "ann");
        }
        awaitBegun(2);

        ask(limited, "bob");
        awaitBegun(3);
        assertThat(limited.waiting()).isEqualTo(1);

        begun(0).complete("done");
        awaitBegun(4);
        assertThat(limited.running()).isEqualTo(3);
    }

    @Test
    void aPlaceThatBecomesFreeGoesToTheCallerWhoseTurnItIs() {
        List<CompletableFuture<String>> ann = ask("ann", 5);
        awaitBegun(3);
        CompletableFuture<String> bob = ask("bob", 1).getFirst();
        CompletableFuture<String> cat = ask("cat", 1).getFirst();
        awaitBegun(4);

        begun(3).complete("bob");
        awaitBegun(5);
        begun(4).complete("cat");

        assertThat(bob.join()).isEqualTo("bob");
        assertThat(cat.join()).isEqualTo("cat");
        assertThat(ann).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aFailureGivesThePlaceBack() {
        CompletableFuture<String> answer = ask("ann", 1).getFirst();
        awaitBegun(1);

        begun(0).completeExceptionally(new IllegalStateException("no"));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .withCauseInstanceOf(IllegalStateException.class);
        Await.until("the place is free", () -> bulkhead.running() == 0);
    }

    @Test
    void aQuestionThatIsGivenUpIsCancelledAndItsPlaceGoesToTheNext() {
        List<CompletableFuture<String>> ann = ask("ann", 4);
        awaitBegun(3);

        ann.getFirst().cancel(true);

        awaitBegun(4);
        assertThat(begun(0)).isCompletedExceptionally();
        assertThat(bulkhead.running()).isEqualTo(3);
    }

    @Test
    void aQuestionThatIsGivenUpWhileItWaitsNeverRuns() {
        List<CompletableFuture<String>> ann = ask("ann", 4);
        awaitBegun(3);

        ann.getLast().cancel(true);
        begun(0).complete("done");

        Await.until("the place is free", () -> bulkhead.running() == 2);
        awaitBegun(3);
    }

    @Test
    void aStatementWithoutAPlaceInTimeIsRefused() {
        Bulkhead impatient = new Bulkhead(1, 1, Duration.ofMillis(20), Bulkhead.Rest.NONE, vertx);
        ask(impatient, "ann");
        awaitBegun(1);

        assertRefused(ask(impatient, "bob"));
        assertThat(impatient.running()).isEqualTo(1);

        begun(0).complete("done");
        Await.until("the place is free", () -> impatient.running() == 0);
    }

    @Test
    void moreThanTheQueueHoldsAreRefusedOfTheCallerWithTheMost() {
        List<CompletableFuture<String>> ann = ask("ann", 3 + Bulkhead.WAITING);
        awaitBegun(3);
        ask("bob", 1);
        awaitBegun(4);

        CompletableFuture<String> bob = ask("bob", 1).getFirst();

        Await.until(
                "one of ann is refused",
                () -> ann.stream().filter(CompletableFuture::isDone).count() == 1);
        assertRefused(ann.getLast());
        assertThat(bob).isNotDone();
        assertThat(bulkhead.waiting()).isEqualTo(Bulkhead.WAITING);
    }

    @Test
    void aPlaceRestsForItsCallerOnly() {
        Bulkhead resting = new Bulkhead(1, 1, Duration.ofSeconds(30), (_, _) -> Duration.ofHours(1), vertx);
        ask(resting, "ann");
        awaitBegun(1);
        CompletableFuture<String> next = ask(resting, "ann");
        ask(resting, "bob");

        begun(0).complete("done");

        awaitBegun(2);
        begun(1).complete("bob");
        Await.until("the place is free", () -> resting.running() == 0);
        assertThat(next).isNotDone();
        assertThat(resting.waiting()).isEqualTo(1);
    }

    @Test
    void afterItsRestACallerHasItsPlaceAgain() {
        Bulkhead resting = new Bulkhead(1, 1, Duration.ofSeconds(30), (_, took) -> took.plusMillis(1), vertx);
        ask(resting, "ann");
        awaitBegun(1);
        ask(resting, "ann");

        begun(0).complete("done");

        awaitBegun(2);
    }

    private static void assertRefused(CompletableFuture<String> answer) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .havingCause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }

    private List<CompletableFuture<String>> ask(String caller, int times) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(ask(bulkhead, caller));
        }
        return answers;
    }

    private CompletableFuture<String> ask(Bulkhead asked, String caller) {
        return asked.run(caller, new Statement()).subscribeAsCompletionStage();
    }

    /// Ends when the test says so, or with a failure when it is cancelled.
    private final class Statement implements Bulkhead.Work<String> {

        private final CompletableFuture<String> result = new CompletableFuture<>();

        @Override
        public Uni<String> run() {
            synchronized (begun) {
                begun.add(result);
            }
            return Uni.createFrom().completionStage(result);
        }

        @Override
        public void cancel() {
            result.completeExceptionally(new CancellationException());
        }
    }

    private CompletableFuture<String> begun(int number) {
        synchronized (begun) {
            return begun.get(number);
        }
    }

    private void awaitBegun(int count) {
        Await.until(count + " statements have begun", () -> {
            synchronized (begun) {
                return begun.size() == count;
            }
        });
    }
}
