package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplicaLagTest {

    private static final long SECOND = 1_000_000_000;

    private final ReplicaLag lag = new ReplicaLag();

    @Test
    void aStandbyIsBehindByTheTimeSinceTheDatabaseWasThere() {
        assertThat(lag.of(100, 0)).isEmpty();
        lag.written(100, 0);
        lag.written(200, SECOND);
        lag.written(300, 2 * SECOND);

        assertThat(lag.of(300, 2 * SECOND)).contains(Duration.ZERO);
        assertThat(lag.of(310, 2 * SECOND)).contains(Duration.ZERO);
        assertThat(lag.of(250, 2 * SECOND)).contains(Duration.ofSeconds(1));
        assertThat(lag.of(100, 2 * SECOND)).contains(Duration.ofSeconds(2));
        assertThat(lag.of(99, 2 * SECOND)).isEmpty();
    }

    @Test
    void anIdleDatabaseIsNotALag() {
        for (int second = 0; second < 1_000; second++) {
            lag.written(100, second * SECOND);
        }
        assertThat(lag.of(100, 1_000 * SECOND)).contains(Duration.ZERO);
    }
}
