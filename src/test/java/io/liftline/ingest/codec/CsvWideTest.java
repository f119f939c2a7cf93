package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.liftline.ingest.Decode;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.codec.CsvDialect.Decimals;
import io.liftline.ingest.codec.CsvDialect.UnknownColumns;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.OnConflict;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files with the wells side by side, as historians export them.
class CsvWideTest {

    private static final String TIME = "2025-11-20T06:00:00Z";
    private static final String HEADER = "Export\n,A,A,B\ntime,PI,TM,PI\nUTC,psi,degC,psi\n";

    @Test
    void aLineHasASampleOfEachWell() {
        SampleValidator validator = decode(HEADER + TIME + ",801,96.5,640\n");

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .containsExactly(
                        new Decode.Stored("A", TIME, Map.of(Channel.PIP, 801.0, Channel.MOTOR_TEMP, 96.5)),
                        new Decode.Stored("B", TIME, Map.of(Channel.PIP, 640.0)));
    }

    @Test
    void aWellWithoutAValueHasNoSampleAndALineWithoutAnyIsNamed() {
        SampleValidator validator = decode(HEADER + TIME + ",,96.5,\n" + TIME + ",,,\n");

        assertThat(validator.received()).isEqualTo(2);
        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .containsExactly(new Decode.Stored("A", TIME, Map.of(Channel.MOTOR_TEMP, 96.5)));
        assertThat(validator.errors())
                .extracting(RowError::index, RowError::line, RowError::code, RowError::detail)
                .containsExactly(tuple(1, 6L, RejectCode.NO_CHANNELS, "the line has no value of any well"));
    }

    @Test
    void aBadValueCostsItsWellAndABadLineAll() {
        SampleValidator validator =
                decode(HEADER + TIME + ",801,hot,640\n" + TIME + ",1,2\n" + TIME + ",801,96,640,9\n");

        assertThat(validator.accepted()).isEqualTo(1);
        assertThat(validator.errors())
                .extracting(RowError::line, RowError::wellId, RowError::code, RowError::value)
                .containsExactly(
                        tuple(5L, "A", RejectCode.NOT_A_NUMBER, "hot"),
                        tuple(6L, null, RejectCode.MALFORMED, null),
                        tuple(7L, null, RejectCode.MALFORMED, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ,A,A,A,B | time,PI,PI,TM,PI | PI of A      | the header names the column twice
                    ,A,A,  | time,PI,TM,PI     | PI             | the line that well_line names has no well in column 4
                    ,A     | time,PI,TM        | TM             | the line that well_line names has no well in column 3
                    ,A,A,B | stamp,PI,TM,PI    | stamp          | no such channel
                    ,A,A,B | time,PI,TM,well_id| well_id        | well_line names the wells, so there is no such column
                    ,A,A,B | time,PI,TM,flow   | flow           | no such channel; declare columns=<name>:<field>, or unknown_columns=ignore
                    """)
    void aHeaderThatIsRefusedNamesTheColumn(String wells, String header, String field, String detail) {
        assertThatExceptionOfType(BodyRefusedException.class)
                .isThrownBy(() -> decode("Export\n" + wells + "\n" + header + "\nUTC,psi\n"))
                .satisfies(e -> {
                    assertThat(e.error().field()).isEqualTo(field);
                    assertThat(e.error().detail()).contains(detail);
                    assertThat(e.error().line()).isEqualTo(3);
                });
    }

    @Test
    void aFileThatEndsInItsHeaderIsEmpty() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> decode("Export\n,A\n"))
                .withMessage("The body is empty: a header line is required");
        assertThat(decode("Export\n,A,A,B\ntime,PI,TM,PI\n").received()).isZero();
    }

    private static SampleValidator decode(String body) {
        CsvDialect dialect = new CsvDialect(
                ',',
                Decimals.POINT,
                new HeaderLines(2, 2, 1),
                Map.of("time", "timestamp", "pi", "pip", "tm", "motor_temp"),
                UnknownColumns.REJECT);
        return Decode.run(new CsvDecoder(dialect), body);
    }
}
