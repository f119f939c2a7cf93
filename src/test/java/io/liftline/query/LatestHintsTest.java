package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatestHintsTest {

    @Test
    void thoseAskedForLongestAgoAreForgotten() {
        LatestHints hints = new LatestHints(3);
        for (int well = 0; well < 3; well++) {
            hints.seen("W-" + well, well);
        }

        assertThat(hints.of("W-0")).hasValue(0);
        hints.seen("W-3", 3);

        assertThat(hints.size()).isEqualTo(3);
        assertThat(hints.of("W-0")).hasValue(0);
        assertThat(hints.of("W-1")).isEmpty();
        assertThat(hints.of("W-3")).hasValue(3);
    }

    @Test
    void aWellCanBeForgotten() {
        LatestHints hints = new LatestHints(3);
        hints.seen("W", 1);
        hints.seen("W", 2);
        assertThat(hints.of("W")).hasValue(2);

        hints.forget("W");

        assertThat(hints.of("W")).isEmpty();
        assertThat(hints.size()).isZero();
    }
}
