package io.liftline.query.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    private static final long SEED = 20_251_120;

    private final TimeText time = new TimeText();
    private final byte[] text = new byte[TimeText.LONGEST + 1];

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-11-20T06:00:00Z", "2025-11-20T23:59:59.999999Z", "2025-11-21T00:00:00Z", "2024-02-29T12:34:56.1Z",
                "2025-11-20T06:00:00.120Z", "2025-11-20T06:00:00.000001Z", "2038-01-19T03:14:08Z",
                        "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.5Z", "0001-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "9999-12-31T23:59:59.999999Z",
                "+10000-01-01T00:00:00Z", "-4712-01-01T00:00:00Z", "+294246-12-31T23:59:59.999999Z"
            })
    void aTimeHasTheTextOfAnInstant(String instant) {
        Instant expected = Instant.parse(instant);

        assertThat(text(Timestamp.micros(expected))).isEqualTo(expected.toString());
    }

    @Test
    void randomTimesHaveTheTextOfAnInstant() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            long micros = random.nextLong(-70_000_000_000_000_000L, 300_000_000_000_000_000L);
            assertThat(text(micros)).as("seed %d", SEED).isEqualTo(Timestamp.format(micros));
        }
    }

    private String text(long micros) {
        int end = time.write(micros, text, 1);
        return new String(text, 1, end - 1, StandardCharsets.US_ASCII);
    }
}
