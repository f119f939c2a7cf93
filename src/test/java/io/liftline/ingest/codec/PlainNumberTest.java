package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {

    private final PlainNumber number = new PlainNumber();

    @Test
    void itIsTheNearestDouble() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            BigInteger digits = new BigInteger(1 + random.nextInt(90), random);
            String text =
                    (random.nextBoolean() ? "-" : "") + new BigDecimal(digits, random.nextInt(12)).toPlainString();

            assertThat(reads(text)).as("seed %d, %s", seed, text).isTrue();
            assertThat(number.value()).as("seed %d, %s", seed, text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".5", "5.", "+1", "01", "-00.5", "1e3", "1 ", "\u0131", "1.2.3", "NaN"})
    void theRestIsLeftToOthers(String text) {
        assertThat(reads(text)).isFalse();
    }

    private boolean reads(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0 && number.read(bytes, 0, bytes.length) == bytes.length;
    }
}
