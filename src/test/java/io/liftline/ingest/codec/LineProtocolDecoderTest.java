package io.liftline.ingest.codec;

import static io.liftline.ingest.codec.LineProtocolBodies.NANOS;
import static io.liftline.ingest.codec.LineProtocolBodies.decode;
import static io.liftline.ingest.codec.LineProtocolBodies.decoder;
import static io.liftline.ingest.codec.LineProtocolBodies.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.liftline.ingest.Decode;
import io.liftline.ingest.RandomSamples;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolDecoderTest {

    @Test
    void aLineIsASample() {
        SampleValidator validator =
                decode("esp_telemetry,well_id=WELL-001 flow_rate=2150.4,pip=812,motor_temp=9.65e1 " + NANOS);

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .containsExactly(new Decode.Stored(
                        "WELL-001",
                        "2025-11-20T06:00:00Z",
                        Map.of(Channel.FLOW_RATE, 2150.4, Channel.PIP, 812.0, Channel.MOTOR_TEMP, 96.5)));
    }

    @Test
    void commentsAndBlankLinesArePassedOver() {
        SampleValidator validator = decode("# a gateway's export\n  \n"
                + "esp_telemetry,well_id=A pip=1 " + NANOS + "\r\n\n"
                + "  # indented\n"
                + "  esp_telemetry,well_id=B pip=2 " + NANOS + "\n");

        assertThat(validator.received()).isEqualTo(2);
        assertThat(validator.errors()).isEmpty();
    }

    @Test
    void integersAreTakenSignedAndUnsigned() {
        SampleValidator validator = decode("esp_telemetry,well_id=A pip=12i,torque=-3i,vsd_frequency=50u " + NANOS);

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::values)
                .containsExactly(Map.of(Channel.PIP, 12.0, Channel.TORQUE, -3.0, Channel.VSD_FREQUENCY, 50.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\"",
                "\"\"",
                "\"a, b = c \\\" d\"",
                "t",
                "F",
                "true",
                "FALSE",
                "NaN",
                "1.5i",
                "i",
                "0x1",
                "-5u",
                "-i",
                "u"
            })
    void whatIsNoNumberCostsTheLine(String value) {
        SampleValidator validator = decode("esp_telemetry,well_id=A pip=" + value + ",motor_temp=5 " + NANOS + "\n"
                + "esp_telemetry,well_id=B pip=1 " + NANOS);

        assertThat(validator.accepted()).isEqualTo(1);
        assertThat(validator.errors())
                .extracting(RowError::line, RowError::wellId, RowError::code, RowError::field, RowError::value)
                .containsExactly(tuple(
                        1L, "A", RejectCode.NOT_A_NUMBER, "pip", value.startsWith("\"") ? unquoted(value) : value));
    }

    @Test
    void aQuoteThatIsNotClosedEndsWithItsLine() throws IOException {
        String body = "esp_telemetry,well_id=A pip=1 " + NANOS + "\n"
                + "esp_telemetry,well_id=B note=\"open,pip=2 " + NANOS + "\n"
                + "esp_telemetry,well_id=C pip=3 " + NANOS + "\n"
                + "esp_telemetry,well_id=D pip=4 " + NANOS;

        for (SampleValidator validator : List.of(decode(body), decode(gzip(body), Body.Encoding.GZIP))) {
            assertThat(validator.received()).isEqualTo(4);
            assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                    .extracting(Decode.Stored::wellId)
                    .containsExactly("A", "C", "D");
            assertThat(validator.errors())
                    .extracting(RowError::index, RowError::line, RowError::wellId, RowError::code, RowError::detail)
                    .containsExactly(
                            tuple(1, 2L, "B", RejectCode.MALFORMED, "a quote is opened and not closed in the line"));
        }
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        SampleValidator validator = decode("\ufeffesp_telemetry,well_id=A pip=1 " + NANOS + "\n");

        assertThat(validator.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "esp_telemetry",
                "esp_telemetry,well_id=A",
                "esp_telemetry,well_id pip=1",
                "esp_telemetry,well_id=A pip",
                "esp_telemetry,well_id=A pip=",
                "esp_telemetry,well_id=A pip=1,",
                "esp_telemetry,well_id=A pip=1,pip=2",
                "esp_telemetry,well_id=A,well_id=B pip=1",
                "esp_telemetry,well_id=A pip=\"open"
            })
    void aMalformedLineCostsThatSampleOnly(String line) {
        SampleValidator validator = decode("esp_telemetry,well_id=B pip=1 " + NANOS + "\n" + line);

        assertThat(validator.accepted()).isEqualTo(1);
        assertThat(validator.errors())
                .extracting(RowError::line, RowError::code)
                .containsExactly(tuple(2L, RejectCode.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({
        "esp_telemetry pip=1 1763618400000000000, MISSING_WELL_ID",
        "'esp_telemetry,well_id=-A pip=1 1763618400000000000', INVALID_WELL_ID",
        "'esp_telemetry,well_id=FOREIGN-1 pip=1 1763618400000000000', FORBIDDEN_WELL",
        "'esp_telemetry,well_id=A pip=1 2025-11-20T06:00:00Z', INVALID_TIMESTAMP",
        "'esp_telemetry,well_id=A pip=1 99999999999999999999', INVALID_TIMESTAMP",
        "'esp_telemetry,well_id=A pip=1 9000000000000000000', TIMESTAMP_IN_FUTURE",
        "'esp_telemetry,well_id=A pip=1 -1', TIMESTAMP_TOO_OLD",
        "'esp_telemetry,well_id=A pump=1 1763618400000000000', UNKNOWN_CHANNEL",
        "'esp_telemetry,well_id=A motor_temp=9999 1763618400000000000', OUT_OF_RANGE",
        "'cpu,host=a usage=1 1763618400000000000', UNKNOWN_CHANNEL",
        "'system,host=a uptime=\"3 days\" 1763618400000000000', MISSING_WELL_ID",
        "'esp_telemetry,well_id=A note=\"3 days\" 1763618400000000000', NO_CHANNELS",
        "'esp_telemetry,well_id=A pump=on 1763618400000000000', UNKNOWN_CHANNEL",
        "',well_id=A pip=1 1763618400000000000', MALFORMED"
    })
    void eachFaultHasItsCode(String line, RejectCode code) {
        SampleValidator validator = decode(line);

        assertThat(validator.errors()).extracting(RowError::code).containsExactly(code);
    }

    @Test
    void whatWasWrittenByOtherMeansReadsBackTheSame() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            List<Decode.Stored> samples = new RandomSamples(seed).distinct(1 + seed);
            StringBuilder body = new StringBuilder();
            for (Decode.Stored sample : samples) {
                body.append("esp_telemetry,well_id=")
                        .append(sample.wellId().replace(" ", "\\ "))
                        .append(' ');
                String separator = "";
                for (Map.Entry<Channel, Double> value : sample.values().entrySet()) {
                    body.append(separator)
                            .append(value.getKey().name().toLowerCase(Locale.ROOT))
                            .append('=')
                            .append(value.getValue());
                    separator = ",";
                }
                body.append(' ')
                        .append(Timestamp.parse(sample.timestamp()).orElseThrow())
                        .append('\n');
            }

            for (SampleValidator validator : List.of(
                    decode("us", body.toString()),
                    decode(decoder(Precision.MICROSECONDS), gzip(body.toString()), Body.Encoding.GZIP))) {
                assertThat(validator.errors()).as("seed %d", seed).isEmpty();
                assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                        .as("seed %d", seed)
                        .isEqualTo(samples);
            }
        }
    }

    private static String unquoted(String value) {
        return value.substring(1, value.length() - 1);
    }
}
