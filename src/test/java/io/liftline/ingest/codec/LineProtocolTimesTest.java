package io.liftline.ingest.codec;

import static io.liftline.ingest.codec.LineProtocolBodies.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.ingest.Decode;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolTimesTest {

    @ParameterizedTest
    @CsvSource({
        "nanosecond, 1763618400123456789, 2025-11-20T06:00:00.123456Z",
        "microsecond, 1763618400123456, 2025-11-20T06:00:00.123456Z",
        "millisecond, 1763618400123, 2025-11-20T06:00:00.123Z",
        "second, 1763618400, 2025-11-20T06:00:00Z",
        "m, 29393640, 2025-11-20T06:00:00Z",
        "h, 489894, 2025-11-20T06:00:00Z",
        "auto, 1763618400, 2025-11-20T06:00:00Z",
        "auto, 1763618400123, 2025-11-20T06:00:00.123Z",
        "auto, 1763618400123456, 2025-11-20T06:00:00.123456Z",
        "auto, 1763618400123456789, 2025-11-20T06:00:00.123456Z",
        "ns, 1763618400123456789, 2025-11-20T06:00:00.123456Z",
        "n, 1763618400123456789, 2025-11-20T06:00:00.123456Z",
        "us, 1763618400123456, 2025-11-20T06:00:00.123456Z",
        "u, 1763618400123456, 2025-11-20T06:00:00.123456Z",
        "ms, 1763618400123, 2025-11-20T06:00:00.123Z",
        "s, 1763618400, 2025-11-20T06:00:00Z"
    })
    void timesAreReadInEveryPrecision(String precision, String time, String stored) {
        SampleValidator validator = decode(precision, "esp_telemetry,well_id=A pip=1 " + time);

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::timestamp)
                .containsExactly(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775296, INVALID_TIMESTAMP",
        "9223372036854774783, TIMESTAMP_IN_FUTURE",
        "-9223372036854775808, INVALID_TIMESTAMP",
        "-9223372036854774783, TIMESTAMP_TOO_OLD",
        "18446744073709551615, INVALID_TIMESTAMP",
        "18446744073709551616, INVALID_TIMESTAMP",
        "00000000009000000000000000000, TIMESTAMP_IN_FUTURE",
        "-, INVALID_TIMESTAMP",
        "1763618400x, INVALID_TIMESTAMP"
    })
    void timesAtTheEdgeOfALongAreToldApart(String time, RejectCode code) {
        SampleValidator validator = decode("us", "esp_telemetry,well_id=A pip=1 " + time);

        assertThat(validator.errors()).extracting(RowError::code).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NS", "day", "minute"})
    void anotherPrecisionIsRefused(String precision) {
        assertThatThrownBy(() -> Precision.parse(precision))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'" + precision + "'");
    }

    @Test
    void withoutATimeTheClockOfTheServiceCounts() {
        SampleValidator validator = decode("esp_telemetry,well_id=A pip=1\nesp_telemetry,well_id=B pip=2  ");

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::timestamp)
                .containsExactly(Timestamp.format(Timestamp.micros(Decode.NOW)), "2026-06-01T00:00:00Z");
    }
}
