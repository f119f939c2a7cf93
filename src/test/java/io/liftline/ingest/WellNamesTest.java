package io.liftline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WellNamesTest {

    private final WellNames names = new WellNames();

    @Test
    void aNameIsOneStringHoweverOftenItComes() {
        String first = of("ESP-0042");

        assertThat(first).isEqualTo("ESP-0042");
        assertThat(of("ESP-0042")).isSameAs(first);
        assertThat(names.isKnown(first)).isTrue();
    }

    @Test
    void anEqualStringFromElsewhereIsNotKnown() {
        of("ESP-0042");

        assertThat(names.isKnown(new String("ESP-0042".toCharArray()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ESP",
                "ESP ",
                "ESP,1",
                "-ESP",
                "Büren-1",
                "123456789012345678901234567890123456789012345678901"
            })
    void whatIsNoWellIdIsReadButNeverKnown(String text) {
        for (int time = 0; time < 2; time++) {
            String name = of(text);

            assertThat(name).isEqualTo(text);
            assertThat(names.isKnown(name)).isFalse();
        }
    }

    private String of(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return names.of(bytes, 1, bytes.length - 1);
    }
}
