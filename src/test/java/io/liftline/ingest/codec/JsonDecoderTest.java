package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.liftline.ingest.Decode;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999", "NINES", "ZEROS", "\"801\"", "true", "{}"})
    void aValueThatIsNoNumberCostsItsSampleOnly(String value) {
        String text = value.replace("NINES", "9".repeat(401)).replace("ZEROS", "801." + "0".repeat(450));

        SampleValidator validator = Decode.run(
                new JsonDecoder(), "[" + sample("A", "1") + "," + sample("B", text) + "," + sample("C", "3") + "]");

        assertThat(validator.received()).isEqualTo(3);
        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::wellId)
                .containsExactly("A", "C");
        assertThat(validator.errors())
                .extracting(RowError::index, RowError::wellId, RowError::code, RowError::field)
                .containsExactly(tuple(1, "B", RejectCode.NOT_A_NUMBER, "pip"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NaN      | NaN and infinities are not accepted; if it means not measured, declare null=NaN
                    1e999    | NaN and infinities are not accepted
                    "801"    | pip must be a JSON number or null
                    """)
    void theRefusalIsInOurOwnWords(String value, String detail) {
        for (SampleDecoder decoder : new SampleDecoder[] {new JsonDecoder(), new NdjsonDecoder()}) {
            assertThat(Decode.run(decoder, sample("A", value)).errors())
                    .extracting(RowError::detail)
                    .containsExactly(detail);
        }
    }

    @Test
    void aNumberOfFourHundredCharactersIsOne() {
        SampleValidator validator = Decode.run(new JsonDecoder(), sample("A", "801." + "0".repeat(396)));

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .extracting(Decode.Stored::values)
                .containsExactly(Map.of(Channel.PIP, 801.0));
    }

    @Test
    void aControlCharacterOrALongOrNestedFieldCostsItsSampleOnly() {
        String body = "[" + sample("A\tB", "1") + "," + sample("C", "1").replace("pip", "p".repeat(5_000)) + ","
                + sample("D", "1").replace("\"pip\":1", "\"raw\":" + "[".repeat(100) + "]".repeat(100)) + ","
                + sample("E", "1") + "]";

        SampleValidator validator = Decode.run(new JsonDecoder(), body);

        assertThat(validator.accepted()).isEqualTo(1);
        assertThat(validator.errors())
                .extracting(RowError::index, RowError::code)
                .containsExactly(
                        tuple(0, RejectCode.INVALID_WELL_ID),
                        tuple(1, RejectCode.UNKNOWN_CHANNEL),
                        tuple(2, RejectCode.UNKNOWN_CHANNEL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{"pip": 1,}]    | The body cannot be read: it is not JSON, at line 1, column 12
                    [{"pip": 1       | The body cannot be read: the JSON ends too early, at line 1, column
                    DEEP             | The body cannot be read: the JSON nests deeper than 1000
                    LONG             | or has a name, text or number of more than 65536 characters
                    """)
    void whatIsNotJsonIsRefusedInOurOwnWords(String body, String detail) {
        String text = body.replace("DEEP", "[".repeat(1_100)).replace("LONG", sample("x".repeat(70_000), "1"));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Decode.run(new JsonDecoder(), text))
                .withMessageContaining(detail);
    }

    private static String sample(String well, String pip) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":%s}".formatted(well, pip);
    }

    @Test
    void aChannelThatIsMisspeltIsToldTheOneThatWasMeant() {
        assertThat(Decode.run(new JsonDecoder(), sample("A", "1").replace("pip", "motor_tmp"))
                        .errors())
                .extracting(RowError::detail)
                .containsExactly("no such channel; did you mean motor_temp?");
        assertThat(Decode.run(new JsonDecoder(), sample("A", "1").replace("pip", "colour"))
                        .errors())
                .extracting(RowError::detail)
                .containsExactly("no such channel");
    }
}
