package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OtherCallersTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-11-20T00:00:00Z"));
    private final OtherCallers others = new OtherCallers(now::get);

    @Test
    void aCallerIsAloneHoweverOftenItAsks() {
        others.ask("ann");
        others.ask("ann");

        assertThat(others.thanThis("ann")).isFalse();
    }

    @Test
    void aCallerIsNotAloneForASecondAfterAnotherHasAsked() {
        others.ask("bob");
        others.ask("ann");
        others.ask("ann");

        assertThat(others.thanThis("ann")).isTrue();
        assertThat(others.thanThis("bob")).isTrue();

        now.updateAndGet(time -> time.plusMillis(1_001));
        others.ask("ann");
        assertThat(others.thanThis("ann")).isFalse();
        assertThat(others.thanThis("bob")).isTrue();
    }
}
