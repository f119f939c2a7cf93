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

        assertThat(throttle.waitOf(from("ann"))).contains(Duration.ofSeconds(41));

        pass(Duration.ofMillis(40_500));
        assertThat(throttle.waitOf(from("ann"))).isEmpty();
    }

    @Test
    void fewerFailuresAndOtherNamesNeedNotWait() {
        fail("ann", 3);
        fail("bob", 2);

        assertThat(throttle.waitOf(from("bob"))).isEmpty();
        assertThat(throttle.waitOf(from("cat"))).isEmpty();
    }

    @Test
    void failuresOfAnEarlierMinuteDoNotCount() {
        fail("ann", 2);
        pass(Duration.ofSeconds(60));
        fail("ann", 2);

        assertThat(throttle.waitOf(from("ann"))).isEmpty();
    }

    @Test
    void theRightPasswordForgetsTheFailures() {
        fail("ann", 2);
        throttle.succeeded(from("ann"));
        fail("ann", 2);

        assertThat(throttle.waitOf(from("ann"))).isEmpty();
    }

    @Test
    void theOldestNameIsForgottenWhenThereAreTooMany() {
        fail("ann", 3);
        fail("bob", 3);

        for (int i = 0; i < 9_999; i++) {
            fail("flood-" + i, 1);
        }

        assertThat(throttle.waitOf(from("ann"))).isEmpty();
        assertThat(throttle.waitOf(from("bob"))).isPresent();
    }

    @Test
    void fromAnotherAddressTheNameNeedNotWait() {
        fail("ann", 3);

        assertThat(throttle.waitOf(new LoginSource("ann", "10.0.0.2"))).isEmpty();
    }

    @Test
    void eachFurtherLockIsTwiceAsLongUpToSixteenMinutes() {
        for (int minutes : new int[] {1, 2, 4, 8, 16, 16}) {
            fail("ann", 3);
            assertThat(throttle.waitOf(from("ann"))).contains(Duration.ofMinutes(minutes));
            pass(Duration.ofMinutes(minutes));
            assertThat(throttle.waitOf(from("ann"))).isEmpty();
        }
    }

    @Test
    void anHourWithoutAFailureForgetsTheLocks() {
        fail("ann", 3);
        pass(Duration.ofMinutes(61));
        fail("ann", 3);

        assertThat(throttle.waitOf(from("ann"))).contains(Duration.ofMinutes(1));
    }

    @Test
    void anAddressIsKnownForAUserAfterALogin() {
        assertThat(throttle.isKnown(from("ann"))).isFalse();

        throttle.succeeded(from("ann"));
        fail("ann", 1);

        assertThat(throttle.isKnown(from("ann"))).isTrue();
        assertThat(throttle.isKnown(from("bob"))).isFalse();
        for (int i = 0; i < 10_000; i++) {
            throttle.succeeded(from("user-" + i));
        }
        assertThat(throttle.isKnown(from("ann"))).as("after 10,000 others").isFalse();
    }

    private static LoginSource from(String username) {
        return new LoginSource(username, "10.0.0.1");
    }

    private void fail(String username, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(from(username));
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
