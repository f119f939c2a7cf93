package io.liftline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemoWellsTest {

    @Test
    void theSameTimeHasTheSameSamples() {
        Instant time = Instant.parse("2025-11-20T07:31:05Z");

        assertThat(DemoWells.lines(time).toList())
                .hasSize(10)
                .isEqualTo(DemoWells.lines(time).toList());
    }

    @Test
    void oneWellIsSilentForFortyMinutesEveryThirdHour() {
        assertThat(DemoWells.lines(Instant.parse("2025-11-20T06:09:59Z"))).hasSize(10);
        assertThat(DemoWells.lines(Instant.parse("2025-11-20T06:10:00Z"))).hasSize(9);
        assertThat(DemoWells.lines(Instant.parse("2025-11-20T06:49:59Z"))).hasSize(9);
        assertThat(DemoWells.lines(Instant.parse("2025-11-20T06:50:00Z"))).hasSize(10);
    }

    @Test
    void theHistoryEndsWithThisMinute() {
        Instant now = Instant.parse("2025-11-20T07:31:05Z");

        assertThat(DemoWells.minutes(now))
                .hasSize(180)
                .startsWith(Instant.parse("2025-11-20T04:32:00Z"))
                .endsWith(Instant.parse("2025-11-20T07:31:00Z"));
    }
}
