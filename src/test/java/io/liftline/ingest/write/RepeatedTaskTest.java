package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.LogRecords;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {

    private static final Uni<Void> WORKS = Uni.createFrom().voidItem();
    private static final Uni<Void> FAILS = Uni.createFrom().failure(new IllegalStateException("refused"));

    private final RepeatedTask task = new RepeatedTask("tidy up");

    @Test
    void anOutageIsLoggedWhenItBeginsAndWhenItHasEnded() {
        try (LogRecords log = new LogRecords()) {
            task.inBackground(WORKS);
            task.inBackground(FAILS);
            task.inBackground(FAILS);
            task.inBackground(FAILS);
            task.inBackground(WORKS);
            task.inBackground(WORKS);

            assertThat(log.text().lines().filter(line -> line.contains("tidy up")))
                    .containsExactly(
                            "io.liftline.ingest.write.RepeatedTask: Could not tidy up, retrying until it succeeds: reason=\"refused\"",
                            "io.liftline.ingest.write.RepeatedTask: Recovered: task=\"tidy up\"");
        }
    }

    @Test
    void theNextOutageIsLoggedAgain() {
        task.inBackground(FAILS);
        task.inBackground(WORKS);

        try (LogRecords log = new LogRecords()) {
            task.inBackground(FAILS);

            assertThat(log.text()).contains("Could not tidy up");
        }
    }
}
