package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-11-20T06:00:00Z"));
    private final Growth growth = new Growth(100, now::get);

    @Test
    void eachUserMayAddUpToTheLimit() {
        assertThat(growth.add("ann", 60)).isTrue();
        assertThat(growth.add("ann", 41)).isFalse();
        assertThat(growth.add("ann", 40)).isTrue();
        assertThat(growth.add("bob", 100)).isTrue();
    }

    @Test
    void theCountIsOfOneHour() {
        growth.add("ann", 100);
        pass(Duration.ofMinutes(59));
        assertThat(growth.add("ann", 1)).isFalse();
        assertThat(growth.left("ann")).isEqualTo(Duration.ofMinutes(1));
        assertThat(growth.left("bob")).isZero();

        pass(Duration.ofMinutes(1));
        assertThat(growth.add("ann", 100)).isTrue();
    }

    @Test
    void theOldestUserIsForgottenWhenThereAreTooMany() {
        growth.add("ann", 100);
        for (int i = 0; i < 10_000; i++) {
            growth.add("user-" + i, 1);
        }

        assertThat(growth.add("ann", 100)).isTrue();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
