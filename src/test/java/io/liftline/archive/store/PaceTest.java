package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MIB = 1024 * 1024;

    /// A clock that goes on when somebody waits.
    private static final class Clock implements TimeMeter {

        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void park(long time) {
            nanos += time;
        }
    }

    private final Clock clock = new Clock();

    @Test
    void allTransfersTogetherKeepThePace() throws Exception {
        Pace pace = Pace.of(Optional.of(MIB), clock, clock::park);

        for (int part = 0; part < 4; part++) {
            pace.await(RemoteService.PART_BYTES);
        }

        assertThat(Duration.ofNanos(clock.nanos))
                .as("32 MiB, of which 8 may come at once")
                .isEqualTo(Duration.ofSeconds(24));
    }

    @Test
    void withoutALimitNobodyWaits() throws Exception {
        Pace pace = Pace.of(Optional.empty(), clock, clock::park);

        for (int part = 0; part < 1_000; part++) {
            pace.await(RemoteService.PART_BYTES);
        }

        assertThat(clock.nanos).isZero();
    }

    @Test
    void aServiceThatStopsDoesNotWait() throws Exception {
        Pace pace = Pace.of(Optional.of(MIB), clock, _ -> {
            throw new InterruptedException();
        });
        pace.await(RemoteService.PART_BYTES);

        assertThatThrownBy(() -> pace.await(1)).isInstanceOf(IOException.class).hasMessage("the service stops");
        assertThat(Thread.interrupted()).isTrue();
    }
}
