package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({"PT0S, 0 s", "PT0.5S, 0.5 s", "PT89S, 89 s", "PT90S, 1 min", "PT89M, 89 min", "PT3H20M, 3 h 20 min"})
    void aDurationHasItsLargestUnit(Duration length, String words) {
        assertThat(Words.of(length)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "9223372036854775807, 9.2 EB"
    })
    void bytesHaveTheirLargestUnit(long count, String words) {
        assertThat(Words.bytes(count)).isEqualTo(words);
    }

    @Test
    void aNumberHasSeparators() {
        assertThat(Words.of(129_600L)).isEqualTo("129,600");
    }
}
