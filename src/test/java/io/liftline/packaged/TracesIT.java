package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.Collector;
import io.liftline.fixtures.Collector.ReceivedSpan;
import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The packaged program sends its spans to a collector.
class TracesIT {

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @Test
    void spansAreSentWhileItRunsAndTheLastOnesWhenItEnds() throws Exception {
        try (Collector collector = Collector.start()) {
            Map<String, String> settings = Map.of(
                    "LIFTLINE_TRACES_ENDPOINT", collector.endpoint().toString(), "LIFTLINE_TRACES_EVERY", "PT1S");
            try (Program program = Program.ready(database, settings)) {
                String token = program.api().login();
                assertThat(program.api()
                                .ingest(
                                        token,
                                        "{\"well_id\": \"WELL-001\", \"timestamp\": \"%s\", \"pip\": 1}\n"
                                                .formatted(Instant.now()))
                                .statusCode())
                        .isEqualTo(200);
                Await.until(
                        "the commit arrives", () -> !collector.named("commit").isEmpty());

                assertThat(program.api()
                                .get("/api/v1/wells/WELL-001/latest", token)
                                .statusCode())
                        .isEqualTo(200);
                program.terminate();
                assertThat(program.exitStatus()).isIn(0, 143);
            }

            ReceivedSpan commit = collector.named("commit").getFirst();
            List<String> names = collector.of(commit.trace()).stream()
                    .map(ReceivedSpan::name)
                    .toList();
            assertThat(names).contains("POST /api/v1/telemetry", "write", "commit");
            assertThat(collector.named("GET /api/v1/wells/{well_id}/latest"))
                    .as("the last spans")
                    .hasSize(1);
            assertThat(collector.resource()).containsEntry("service.name", "liftline");
        }
    }
}
