package io.liftline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WellIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "7",
                "WELL-001",
                "15/9-F-12",
                "Sinclair #4",
                "pad.7:b_2",
                "12345678901234567890123456789012345678901234567890"
            })
    void namesAWell(String text) {
        assertThat(WellId.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " A",
                "A ",
                "-A",
                "A*",
                "A,B",
                "A\u0000",
                "A\nB",
                "Wéll",
                "123456789012345678901234567890123456789012345678901"
            })
    void namesNone(String text) {
        assertThat(WellId.isValid(text)).isFalse();
    }
}
