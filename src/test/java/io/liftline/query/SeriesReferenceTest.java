package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.rollup.RollupWorker;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Compares the answers to random questions with [SeriesReference], on the real database.
@QuarkusTest
class SeriesReferenceTest {

    private static final int QUESTIONS = 700;

    @Inject
    Tokens tokens;

    @Inject
    RollupWorker worker;

    /// The rollups are complete for most of the samples, then for almost all, then for all.
    @Test
    void answersEqualThoseOfTheReferenceFromWhateverSource() {
        RandomQuestions questions = new RandomQuestions(tokens, 20_250_330);
        List<String> lines = questions.lines();
        int late = lines.size() / 100;
        questions.store(lines.subList(0, lines.size() / 2));
        questions.answersEqualThoseOfTheReference(QUESTIONS);
        questions.store(lines.subList(lines.size() / 2, lines.size() - late));
        complete();
        questions.store(lines.subList(lines.size() - late, lines.size()));
        questions.answersEqualThoseOfTheReference(QUESTIONS);
        complete();
        questions.answersEqualThoseOfTheReference(QUESTIONS);
        assertThat(questions.sources)
                .contains(
                        "esp_telemetry",
                        "esp_telemetry_1h",
                        "esp_telemetry_1h,esp_telemetry",
                        "esp_telemetry_1d,esp_telemetry_1h,esp_telemetry");
    }

    private void complete() {
        Await.until("the rollups are complete", worker::run);
    }
}
