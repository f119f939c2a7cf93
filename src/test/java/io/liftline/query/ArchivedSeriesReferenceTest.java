package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.ArchivingService;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Compares the answers to random questions with [SeriesReference] when the samples are in the archive only, and when
/// late ones have come to them.
@QuarkusTest
@QuarkusTestResource(value = ArchivingService.class, restrictToAnnotatedClass = true)
class ArchivedSeriesReferenceTest {

    private static final int QUESTIONS = 30;

    @Inject
    Tokens tokens;

    @Test
    void answersEqualThoseOfTheReferenceAfterTheDropAndWithLateSamples() throws SQLException {
        RandomQuestions questions = new RandomQuestions(tokens, 20_250_406);
        List<String> lines = questions.lines();
        int late = 40;
        questions.store(lines.subList(0, lines.size() - late));
        drop();

        questions.answersEqualThoseOfTheReference(QUESTIONS);

        questions.store(lines.subList(lines.size() - late, lines.size()));
        assertThat(ArchivingService.database().row("SELECT count(*) FROM esp_telemetry"))
                .isEqualTo(String.valueOf(late));
        questions.answersEqualThoseOfTheReference(QUESTIONS);
        assertThat(questions.sources)
                .contains("esp_telemetry,archive")
                .anyMatch(source -> source.startsWith("esp_telemetry_1") && source.endsWith(",archive"));
    }

    private void drop() {
        Await.until("all chunks are dropped", Duration.ofMinutes(2), () -> {
            tokens.as(Role.ADMIN).post("/api/v1/archive/runs").then().statusCode(202);
            Await.until(
                    "the pass has ended",
                    () -> ArchivingService.database()
                            .row("SELECT count(*) FROM archive_task WHERE finished_at IS NULL")
                            .equals("0"));
            return ArchivingService.database()
                    .row("SELECT count(*) FROM esp_telemetry")
                    .equals("0");
        });
    }
}
