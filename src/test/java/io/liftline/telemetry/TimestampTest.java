package io.liftline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2025-11-20T06:00:00Z, 1763618400000000",
        "2025-11-20T09:00:00+03:00, 1763618400000000",
        "2025-11-20t06:00:00z, 1763618400000000",
        "2025-11-20 06:00:00Z, 1763618400000000",
        "2025-11-20T06:00:00.5Z, 1763618400500000",
        "2025-11-20T06:00:00.123456789Z, 1763618400123456",
        "2038-01-19T03:14:08Z, 2147483648000000",
        "1969-12-31T23:59:59.999999Z, -1",
        "2024-02-29T00:00:00-00:30, 1709166600000000",
        "2025-11-20T09:00:00+0300, 1763618400000000",
        "2025-11-20T09:00:00+03, 1763618400000000",
        "2025-11-20 02:30:00.5-0330, 1763618400500000",
        "'2025-11-20T06:00:00,123Z', 1763618400123000",
        "'2025-11-20 09:00:00,5+03', 1763618400500000"
    })
    void readsRfc3339(String text, long micros) {
        assertThat(Timestamp.parse(text)).hasValue(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2025-11-20",
                "2025-11-20T06:00:00",
                "2025-11-20T06:00Z",
                "2025-02-30T06:00:00Z",
                "2025-13-01T06:00:00Z",
                "2025-11-20T24:00:00Z",
                "2025-11-20T23:59:60Z",
                "2025-11-20T06:00:00.Z",
                "2025-11-20T06:00:00.1234567890Z",
                "2025-11-20T06:00:00+3:00",
                "2025-11-20T06:00:00+24:00",
                "2025-11-20T06:00:00*03:00",
                "2025-11-20T06:00:00*03",
                "2025-11-20T06:00:00+030",
                "2025-11-20T06:00:00+03000",
                "2025-11-20T06:00:00+03:0",
                "2025-11-20T06:00:00+2400",
                "2025-11-20T06:00:00+0360",
                "2025-11-20T06:00:00+",
                "2025-11-20T06:00:00+ 3",
                "2025-11-20T06:00:00,Z",
                "2025-11-20T06:00:00Z ",
                "２０25-11-20T06:00:00Z",
                "1763618400"
            })
    void refusesEverythingElse(String text) {
        assertThat(Timestamp.parse(text)).isEmpty();
    }

    @Test
    void agreesWithTheJavaLibraryOnRandomTimes() {
        long seed = 20251120;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
            OffsetDateTime time = instant.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-17 * 60, 17 * 60)));
            String text = time.withSecond(time.getSecond() == 0 ? 1 : time.getSecond())
                    .toString();

            assertThat(Timestamp.parse(text))
                    .as("seed %d, %s", seed, text)
                    .hasValue(Timestamp.micros(OffsetDateTime.parse(text).toInstant()));
        }
    }

    @Test
    void whatIsWrittenReadsBack() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            long micros = random.nextLong(-60_000_000_000_000_000L, 250_000_000_000_000_000L);
            assertThat(Timestamp.parse(Timestamp.format(micros))).hasValue(micros);
            assertThat(Timestamp.utc(micros).toInstant().until(Instant.EPOCH, ChronoUnit.MICROS))
                    .isEqualTo(-micros);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-20T06:00:00, NO_OFFSET",
        "'2025-11-20 06:00:00,5', NO_OFFSET",
        "2025-11-20, DATE_ONLY",
        "1763618400, UNIX_SECONDS",
        "1763618400.5, UNIX_SECONDS",
        "1763618400123, UNIX_MILLISECONDS",
        "1763618400123456, UNIX_MICROSECONDS",
        "1763618400123456789, UNIX_NANOSECONDS",
        "2025-02-30T06:00:00Z, NO_SUCH_TIME",
        "2025-11-20T24:00:00+0300, NO_SUCH_TIME",
        "'', NOT_A_TIME",
        "yesterday, NOT_A_TIME",
        "20.11.2025 06:00, NOT_A_TIME",
        "12345, NOT_A_TIME"
    })
    void aTextThatIsNoTimeIsToldWhy(String text, TimeFault fault) {
        assertThat(TimeFault.of(text)).isEqualTo(fault);
    }
}
