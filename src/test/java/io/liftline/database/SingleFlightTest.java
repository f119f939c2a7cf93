package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final List<CompletableFuture<String>> asked = new ArrayList<>();

    @Test
    void thoseWhoAskAtTheSameTimeShareOneQuestion() {
        // Given
        SingleFlight<String> shared = new SingleFlight<>(this::ask, Duration.ZERO);
        List<String> answers = new ArrayList<>();

        // When
        shared.get().subscribe().with(answers::add);
        shared.get().subscribe().with(answers::add);
        asked.getFirst().complete("one");

        // Then
        assertThat(asked).hasSize(1);
        assertThat(answers).containsExactly("one", "one");
    }

    @Test
    void aFreshAnswerIsGivenAgain() {
        // Given
        SingleFlight<String> shared = new SingleFlight<>(this::ask, Duration.ofHours(1));
        shared.get().subscribe().with(_ -> {});
        asked.getFirst().complete("one");

        // When
        String answer = shared.get().await().indefinitely();

        // Then
        assertThat(answer).isEqualTo("one");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anOldAnswerOrFailureIsAskedForAnew() {
        // Given
        SingleFlight<String> shared = new SingleFlight<>(this::ask, Duration.ZERO);
        List<String> answers = new ArrayList<>();
        shared.get().subscribe().with(answers::add, failure -> answers.add(failure.getMessage()));
        asked.getFirst().completeExceptionally(new IllegalStateException("away"));

        // When
        shared.get().subscribe().with(answers::add);
        asked.getLast().complete("back");

        // Then
        assertThat(answers).containsExactly("away", "back");
    }

    private Uni<String> ask() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.add(answer);
        return Uni.createFrom().completionStage(answer);
    }
}
