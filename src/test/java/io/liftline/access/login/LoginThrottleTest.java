package io.liftline.access.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-11-20T06:00:00Z"));
    private final LoginThrottle throttle = new LoginThrottle(3, now::get);

    @Test
    void theLimitOfFailuresMakesTheNameWaitUntilTheMinuteIsOver() {
        fail("ann", 3);
        pass(Duration.ofMillis(19_500));

        assertThat(throttle.waitOf("ann")).contains(Duration.ofSeconds(41));

        pass(Duration.ofMillis(40_500));
        assertThat(throttle.waitOf("ann")).isEmpty();
    }

    @Test
    void fewerFailuresAndOtherNamesNeedNotWait() {
        fail("ann", 3);
        fail("bob", 2);

        assertThat(throttle.waitOf("bob")).isEmpty();
        assertThat(throttle.waitOf("cat")).isEmpty();
    }

    @Test
    void failuresOfAnEarlierMinuteDoNotCount() {
        fail("ann", 2);
        pass(Duration.ofSeconds(60));
        fail("ann", 2);

        assertThat(throttle.waitOf("ann")).isEmpty();
    }

    @Test
    void theRightPasswordForgetsTheFailures() {
        fail("ann", 2);
        throttle.succeeded("ann");
        fail("ann", 2);

        assertThat(throttle.waitOf("ann")).isEmpty();
    }

    @Test
    void theOldestNameIsForgottenWhenThereAreTooMany() {
        fail("ann", 3);
        fail("bob", 3);

        for (int i = 0; i < 9_999; i++) {
            fail("flood-" + i, 1);
        }

        assertThat(throttle.waitOf("ann")).isEmpty();
        assertThat(throttle.waitOf("bob")).isPresent();
    }

    private void fail(String username, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(username);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
