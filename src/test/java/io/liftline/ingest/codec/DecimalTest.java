package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1.5", ".5", "5.", "1e3", "1.25E-7", "0007", "-0.0", "1e+308"})
    void isADecimalNumber(String text) {
        assertThat(Decimal.isDecimal(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "e5",
                "1e",
                "1e+",
                "NaN",
                "Infinity",
                "0x1p3",
                "1d",
                "1f",
                "1,5",
                "1 2",
                "١",
                "1.2.3",
                "--1"
            })
    void isNone(String text) {
        assertThat(Decimal.isDecimal(text)).isFalse();
    }
}
