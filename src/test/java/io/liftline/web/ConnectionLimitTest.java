package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private final ConnectionLimit limit = new ConnectionLimit(8);

    @Test
    void oneAddressGetsThreeQuartersAndAnotherOnePartOfTheRest() {
        assertThat(opened("10.0.0.1", 8_080)).isEqualTo(6);
        assertThat(opened("10.0.0.2", 8_080)).isEqualTo(1);
        assertThat(opened("10.0.0.3", 8_080)).isEqualTo(1);
        assertThat(opened("10.0.0.4", 8_080)).isZero();
    }

    @Test
    void thePortsAreCountedApart() {
        opened("10.0.0.1", 8_080);

        assertThat(limit.open(9_000, "10.0.0.1")).isTrue();
    }

    @Test
    void aClosedConnectionMakesRoom() {
        opened("10.0.0.1", 8_080);

        limit.closed(8_080, "10.0.0.1");

        assertThat(limit.open(8_080, "10.0.0.1")).isTrue();
        assertThat(limit.open(8_080, "10.0.0.1")).isFalse();
    }

    private int opened(String address, int port) {
        int count = 0;
        while (limit.open(port, address)) {
            count++;
        }
        return count;
    }
}
