package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.liftline.ingest.Decode;
import io.liftline.ingest.RandomSamples;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolDecoderTest {

    private static final long NANOS = 1_763_618_400_000_000_000L; // 2025-11-20T06:00:00Z

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

    @Test
    void escapesInNamesAreResolved() {
        SampleValidator validator = decodeStrictly("esp_telemetry,well_id=Sinclair\\ #4 pip=1 " + NANOS + "\n"
                + "esp\\_telemetry,well_id=A pip=1 " + NANOS + "\n"
                + "esp_telemetry,well_id=A,field\\ office=Baku\\,\\ north\\=1 pip=1 " + NANOS);

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::wellId)
                .containsExactly("Sinclair #4");
        assertThat(validator.errors())
                .extracting(RowError::line, RowError::code, RowError::field, RowError::value)
                .containsExactly(
                        tuple(2L, RejectCode.UNKNOWN_MEASUREMENT, "measurement", "esp\\_telemetry"),
                        tuple(3L, RejectCode.UNKNOWN_TAG, "field office", "Baku, north=1"));
    }

    @Test
    void whatClientsAddByDefaultIsPassedOverAndCounted() throws IOException {
        String body =
                "modbus,host=gw-07,well_id=A,slave_id=3 pip=801.5,Status=\"ok, fine\",running=true " + NANOS + "\n"
                        + "opcua,well_id=B,host=gw-07 Quality=\"Good\",pip=802,motor_temp=96 " + NANOS + "\n"
                        + "my\\ input,well_id=C,field\\ office=Baku pip=803 " + NANOS;

        SampleValidator validator = decode(body);

        assertThat(validator.errors()).isEmpty();
        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::wellId, Decode.Stored::values)
                .containsExactly(
                        tuple("A", Map.of(Channel.PIP, 801.5)),
                        tuple("B", Map.of(Channel.PIP, 802.0, Channel.MOTOR_TEMP, 96.0)),
                        tuple("C", Map.of(Channel.PIP, 803.0)));
        assertThat(Decode.passedOver(decoder(Precision.NANOSECONDS), body))
                .isEqualTo(Map.of(
                        "TAG host", 2L,
                        "TAG slave_id", 1L,
                        "TAG field\\ office", 1L,
                        "FIELD Status", 1L,
                        "FIELD running", 1L,
                        "FIELD Quality", 1L));
    }

    @Test
    void manyNamesThatArePassedOverAreCountedTogether() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            body.append("esp_telemetry,well_id=A,tag%d=x pip=1 %d\n".formatted(i, NANOS));
        }

        Map<String, Long> counts = Decode.passedOver(decoder(Precision.NANOSECONDS), body.toString());

        assertThat(counts).hasSize(17).containsEntry("TAG tag0", 1L).containsEntry("TAG OTHER", 84L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cpu,well_id=A pip=1                        | UNKNOWN_MEASUREMENT | measurement | cpu
                    esp_telemetry,well_id=A,host=gw pip=1      | UNKNOWN_TAG         | host        | gw
                    esp_telemetry,well_id=A pip=1,Quality="ok" | UNKNOWN_CHANNEL     | Quality     | "ok"
                    esp_telemetry,well_id=A pip=1,running=T    | UNKNOWN_CHANNEL     | running     | T
                    """)
    void whatIsPassedOverIsRefusedWhereItIsAskedFor(String line, RejectCode code, String field, String value) {
        assertThat(decode(line + " " + NANOS).errors()).isEmpty();
        assertThat(decodeStrictly(line + " " + NANOS).errors())
                .extracting(RowError::code, RowError::field, RowError::value)
                .containsExactly(tuple(code, field, value));
    }

    @Test
    void theWellsTagAndFieldsMayHaveOtherNames() {
        LineProtocolNames names = LineProtocolNames.STANDARD
                .withWellTag("tag name")
                .withFields(List.of("PIP:pip", "Motor Temp, C:motor_temp", "a:b:choke"));
        String body = "opcua,tag\\ name=A,well_id=ignored PIP=801.5,Motor\\ Temp\\,\\ C=96i,a:b=5,torque=7 " + NANOS;

        SampleValidator validator =
                Decode.run(new LineProtocolDecoder(Precision.NANOSECONDS, names, Strictness.LENIENT), body);

        assertThat(validator.errors()).isEmpty();
        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::wellId, Decode.Stored::values)
                .containsExactly(tuple(
                        "A",
                        Map.of(Channel.PIP, 801.5, Channel.MOTOR_TEMP, 96.0, Channel.CHOKE, 5.0, Channel.TORQUE, 7.0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIP:pressure", "PIP", "PIP:"})
    void aFieldOfNoChannelIsRefused(String pair) {
        assertThatThrownBy(() -> LineProtocolNames.STANDARD.withFields(List.of(pair)))
                .isInstanceOf(BodyRefusedException.class);
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

    private static LineProtocolDecoder decoder(Precision precision) {
        return new LineProtocolDecoder(precision, LineProtocolNames.STANDARD, Strictness.LENIENT);
    }

    private static SampleValidator decodeStrictly(String body) {
        return Decode.run(
                new LineProtocolDecoder(Precision.NANOSECONDS, LineProtocolNames.STANDARD, Strictness.STRICT), body);
    }

    private static String unquoted(String value) {
        return value.substring(1, value.length() - 1);
    }

    private static SampleValidator decode(String body) {
        return decode("ns", body);
    }

    private static SampleValidator decode(String precision, String body) {
        return Decode.run(decoder(Precision.parse(precision)), body);
    }

    private static SampleValidator decode(byte[] body, Body.Encoding encoding) throws IOException {
        return decode(decoder(Precision.NANOSECONDS), body, encoding);
    }

    private static SampleValidator decode(LineProtocolDecoder decoder, byte[] body, Body.Encoding encoding)
            throws IOException {
        SampleValidator validator = Decode.validator();
        decoder.decode(Decode.body(body, encoding), validator);
        return validator;
    }

    private static byte[] gzip(String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
