package io.liftline.query.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    private static final long SEED = 20_251_120;

    private final byte[] text = new byte[NumberText.LONGEST + 2];

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                1,
                -1,
                0.1,
                2150.4,
                -14.7,
                812,
                0.001,
                0.000999,
                0.0010000000000000002,
                0.1 + 0.2,
                1.0 / 3,
                12.3456,
                12.34567,
                9_999_999,
                9_999_999.9999,
                9_999_999.999999998,
                1e7,
                1.5e7,
                -1e7,
                1e12,
                4.9e-324,
                2.2250738585072014e-308,
                -2.2250738585072014e-308,
                1.7976931348623157e308,
                123456.00005,
                2e-3,
                1e-3,
                100,
                1_000_000
            })
    void aNumberHasTheTextOfJava(double value) {
        assertThat(text(value)).isEqualTo(Double.toString(value));
    }

    @Test
    void randomNumbersHaveTheTextOfJava() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300_000; i++) {
            double gauge = random.nextInt(-20_000_000, 20_000_000) / Math.pow(10, random.nextInt(8));
            requireText(gauge);
            requireText(Math.nextUp(gauge));
            requireText(Math.nextDown(gauge));
            requireText((float) gauge);
            requireText(random.nextDouble() * Math.pow(10, random.nextInt(-5, 9)));
            double any = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(any)) {
                requireText(any);
            }
        }
    }

    private void requireText(double value) {
        if (!text(value).equals(Double.toString(value))) {
            throw new AssertionError("seed %d: %s is written as %s".formatted(SEED, value, text(value)));
        }
    }

    private String text(double value) {
        int end = NumberText.write(value, text, 1);
        return new String(text, 1, end - 1, StandardCharsets.US_ASCII);
    }
}
