package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.ArchivingService;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Compares the answers to random questions with [SeriesReference] when the samples are in the archive only, and when
/// late ones have come to them. Then everything is restored, and the rollups equal their samples, late ones included.
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

        restore();
        rollupsEqualTheirSamples("esp_telemetry_1h", "1 hour", lines.size());
        rollupsEqualTheirSamples("esp_telemetry_1d", "1 day", lines.size());
        questions.answersEqualThoseOfTheReference(QUESTIONS);
    }

    private void restore() {
        tokens.as(Role.ADMIN)
                .contentType("application/json")
                .body("{\"hypertable\": \"esp_telemetry\"}")
                .post("/api/v1/archive/restores")
                .then()
                .statusCode(202);
        Await.until(
                "everything is restored",
                () -> ArchivingService.database()
                        .row("SELECT state FROM archive_task WHERE kind = 'restore'")
                        .equals("done"));
        Await.until(
                "the hours of restored samples are aggregated again",
                Duration.ofMinutes(1),
                () -> ArchivingService.database()
                        .row("SELECT count(*) FROM esp_telemetry_touched")
                        .equals("0"));
    }

    private static void rollupsEqualTheirSamples(String rollup, String bucket, int samples) throws SQLException {
        TestDatabase database = ArchivingService.database();
        assertThat(database.rows("""
                        SELECT well_id, bucket, samples, pip_count, pip_sum, pip_min, pip_max, pip_first, pip_last
                        FROM %s
                        ORDER BY well_id, bucket
                        """.formatted(rollup))).isEqualTo(database.rows("""
                        SELECT well_id, date_bin(INTERVAL '%s', "timestamp", '2000-01-01 00:00+00') AS bucket, count(*), count(pip), sum(pip),
                               min(pip), max(pip),
                               (array_agg(pip ORDER BY "timestamp") FILTER (WHERE pip IS NOT NULL))[1],
                               (array_agg(pip ORDER BY "timestamp" DESC) FILTER (WHERE pip IS NOT NULL))[1]
                        FROM esp_telemetry
                        GROUP BY well_id, bucket
                        ORDER BY well_id, bucket
                        """.formatted(bucket)));
        assertThat(database.row("SELECT sum(samples) FROM " + rollup)).isEqualTo(String.valueOf(samples));
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
