package io.liftline.ingest.codec;

import static io.liftline.ingest.codec.LineProtocolBodies.NANOS;
import static io.liftline.ingest.codec.LineProtocolBodies.decode;
import static io.liftline.ingest.codec.LineProtocolBodies.decodeStrictly;
import static io.liftline.ingest.codec.LineProtocolBodies.decoder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.liftline.ingest.Decode;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.telemetry.Channel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolNamesTest {

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
}
