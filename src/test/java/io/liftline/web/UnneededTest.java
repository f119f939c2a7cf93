package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnneededTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
    private final Unneeded unneeded = new Unneeded(nanos::get);

    @Test
    void itIsTheLeastThatWasLeftInThePeriodThatIsOver() {
        assertThat(unneeded.of(100)).isZero();
        assertThat(afterAPeriod(100)).isZero(); // began with nothing
        unneeded.left(30);
        unneeded.left(60);

        assertThat(unneeded.of(100)).isZero();
        assertThat(afterAPeriod(100)).isEqualTo(30);
        assertThat(afterAPeriod(70)).isEqualTo(70);
        assertThat(afterAPeriod(0)).isZero();
    }

    private long afterAPeriod(long bytes) {
        nanos.addAndGet(Unneeded.PERIOD.toNanos());
        return unneeded.of(bytes);
    }
}
