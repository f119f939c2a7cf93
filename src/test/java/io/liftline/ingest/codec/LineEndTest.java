package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEndTest {

    @Test
    void itIsTheFirstWhateverStandsAround() {
        byte[] alphabet = {'\n', '\n' + 1, '\n' - 1, 0, 'a', (byte) 0x8a, (byte) 0xff};
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(4) == 0 ? random.nextInt(alphabet.length) : 4];
            }
            int from = random.nextInt(bytes.length + 1);
            int expected = from;
            while (expected < bytes.length && bytes[expected] != '\n') {
                expected++;
            }

            assertThat(LineEnd.find(bytes, from, bytes.length))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }
}
