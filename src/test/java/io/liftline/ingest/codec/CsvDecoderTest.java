package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDecoderTest {

    private static final String HEADER = "well_id,timestamp,pip,motor_temp\n";
    private static final String TIME = "2025-11-20T06:00:00Z";

    @ParameterizedTest
    @ValueSource(ints = {1, 2_000})
    void aQuoteThatIsNotClosedCostsItsLineOnly(int behind) {
        StringBuilder body = new StringBuilder(HEADER)
                .append(row("A", "801", "96"))
                .append(row("B", "\"802", "96"))
                .append(row("C", "803", "96"));
        for (int i = 0; i < behind; i++) {
            body.append(row("D" + i, "804", "96"));
        }

        SampleValidator validator = decode(body.toString());

        assertThat(validator.received()).isEqualTo(3 + behind);
        assertThat(validator.accepted()).isEqualTo(2 + behind);
        assertThat(validator.errors())
                .extracting(RowError::index, RowError::line, RowError::wellId, RowError::code)
                .containsExactly(tuple(1, 3L, "B", RejectCode.MALFORMED));
    }

    @Test
    void aQuoteOpenedInOneLineAndClosedInAnotherCostsTheFirstOnly() {
        String body = "well_id,timestamp,pip,note\n"
                + "A," + TIME + ",801,fine\n"
                + "B," + TIME + ",802,\"opened\n"
                + "C," + TIME + ",803,between\n"
                + "D," + TIME + ",804,closed\"\n";

        SampleValidator validator = decode(ignoring(), body);

        assertThat(wells(validator)).containsExactly("A", "C", "D");
        assertThat(validator.errors())
                .extracting(RowError::line, RowError::code, RowError::detail)
                .containsExactly(tuple(
                        3L,
                        RejectCode.MALFORMED,
                        "a quote is opened and not closed in the line, or something follows its end"));
    }

    @Test
    void anInchMarkInAColumnThatIsPassedOverIsText() {
        String body = "well_id,timestamp,pip,liner\nA," + TIME + ",801,7\" liner\nB," + TIME + ",802,9 5/8\" x 7\"\n";

        assertThat(wells(decode(ignoring(), body))).containsExactly("A", "B");
    }

    @Test
    void quotesAreReadAsRfc4180WritesThem() {
        String body = "\"well_id\",\"timestamp\",\"pip\",\"note, long\"\n"
                + "\"A\",\"" + TIME + "\",\"801.5\",\"a \"\"deep\"\" well, far out\"\n"
                + "\"Sinclair #4\"," + TIME + ",\"\",\"\"\n";

        SampleValidator validator = decode(ignoring(), body);

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .containsExactly(new Decode.Stored("A", TIME, Map.of(Channel.PIP, 801.5)));
        assertThat(validator.errors())
                .extracting(RowError::line, RowError::wellId, RowError::code)
                .containsExactly(tuple(3L, "Sinclair #4", RejectCode.NO_CHANNELS));
    }

    @Test
    void whatFollowsAClosingQuoteIsAFault() {
        assertThat(decode(HEADER + row("\"A\"B", "801", "96")).errors())
                .extracting(RowError::code)
                .containsExactly(RejectCode.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"59, POINT, 801.5", "59, COMMA, '801,5'", "9, POINT, 801.5", "9, COMMA, '801,5'", "124, POINT, 801.5"})
    void theDialectIsAsDeclared(int delimiter, Decimals decimals, String pip) {
        CsvDialect dialect =
                new CsvDialect((char) delimiter, decimals, HeaderLines.FIRST, Map.of(), UnknownColumns.REJECT);
        String body = "well_id~timestamp~pip~motor_temp\nA~" + TIME + "~" + pip + "~96\n";

        SampleValidator validator = decode(dialect, body.replace('~', (char) delimiter));

        assertThat(Decode.stored(validator.batch(OnConflict.IGNORE)))
                .containsExactly(new Decode.Stored("A", TIME, Map.of(Channel.PIP, 801.5, Channel.MOTOR_TEMP, 96.0)));
    }

    @Test
    void aPointHasNoPlaceWhereTheDecimalIsAComma() {
        CsvDialect dialect = new CsvDialect(';', Decimals.COMMA, HeaderLines.FIRST, Map.of(), UnknownColumns.REJECT);

        SampleValidator validator = decode(dialect, "well_id;timestamp;pip\nA;" + TIME + ";1.234,5\n");

        assertThat(validator.errors())
                .extracting(RowError::code, RowError::value, RowError::detail)
                .containsExactly(
                        tuple(RejectCode.NOT_A_NUMBER, "1.234,5", "pip must be a decimal number with a decimal comma"));
    }

    @Test
    void linesBeforeTheHeaderAreSkippedAndColumnsOfOtherNamesAreDeclared() {
        CsvDialect dialect = new CsvDialect(
                ',',
                Decimals.POINT,
                HeaderLines.skip(2),
                Map.of("tag", "well_id", "dhintakepressure", "pip"),
                UnknownColumns.IGNORE);
        String body =
                "Export of 2025\nsep=,\n TAG ,TimeStamp,DHINTAKEPRESSURE,Motor Temp,,\nA," + TIME + ",801,96,x,y\n";

        assertThat(Decode.stored(decode(dialect, body).batch(OnConflict.IGNORE)))
                .containsExactly(new Decode.Stored("A", TIME, Map.of(Channel.PIP, 801.0, Channel.MOTOR_TEMP, 96.0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    well_id;timestamp;pip                 | UNKNOWN_CHANNEL   | separated by semicolons? Declare delimiter=;
                    'well_id\ttimestamp\tpip'             | UNKNOWN_CHANNEL   | separated by tabs? Declare delimiter=tab
                    sep=;                                 | UNKNOWN_CHANNEL   | declare it with delimiter, and skip=1
                    well_id,timestamp,pup                 | UNKNOWN_CHANNEL   | did you mean pip?
                    well_id,time_stamp,pip                | UNKNOWN_CHANNEL   | did you mean timestamp?
                    well_id,timestamp,DHINTAKEPRESSURE    | UNKNOWN_CHANNEL   | declare columns=<name>:<field>, or unknown_columns=ignore
                    well_id,timestamp,pip (psi)           | UNKNOWN_CHANNEL   | declare columns=pip (psi):pip, and units=pip:<unit>
                    well_id,timestamp,Motor_Temp [degC]   | UNKNOWN_CHANNEL   | declare columns=Motor_Temp [degC]:motor_temp
                    Well_ID,timestamp,pip,PIP             | MALFORMED         | the header names the column twice
                    timestamp,pip                         | MISSING_WELL_ID   | the header has no well_id
                    well_id,pip                           | MISSING_TIMESTAMP | the header has no timestamp
                    'well_id,timestamp,pip\rA,T,1'        | UNKNOWN_CHANNEL   | carriage return alone
                    """)
    void aHeaderThatIsRefusedNamesTheLikelyCause(String header, RejectCode code, String cause) {
        assertThatExceptionOfType(BodyRefusedException.class)
                .isThrownBy(() -> decode(header + "\n"))
                .satisfies(refusal -> {
                    assertThat(refusal.error().code()).isEqualTo(code);
                    assertThat(refusal.error().line()).isEqualTo(1L);
                    assertThat(refusal.error().detail()).contains(cause);
                });
    }

    @Test
    void aUnitInAHeaderIsNotPassedOverEither() {
        assertThatExceptionOfType(BodyRefusedException.class)
                .isThrownBy(() -> decode(ignoring(), "well_id,timestamp,pip (kPa)\n"))
                .withMessageContaining("a unit in a header is not trusted");
    }

    @Test
    void aDeclaredColumnThatTheHeaderDoesNotHaveIsNamed() {
        CsvDialect dialect =
                new CsvDialect(',', Decimals.POINT, HeaderLines.FIRST, Map.of("intake", "pip"), UnknownColumns.REJECT);

        assertThatExceptionOfType(BodyRefusedException.class)
                .isThrownBy(() -> decode(dialect, "well_id,timestamp,motor_temp\n"))
                .satisfies(refusal -> assertThat(refusal.error().field()).isEqualTo("intake"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\ufeff"})
    void withoutAHeaderThereIsNothingToRead(String body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> decode(body))
                .withMessage("The body is empty: a header line is required");
    }

    @Test
    void aLineOfOtherLengthThanTheHeaderIsNamed() {
        assertThat(decode(HEADER + "A," + TIME + ",1\nB," + TIME + ",1,2,3\n").errors())
                .extracting(RowError::line, RowError::wellId, RowError::detail)
                .containsExactly(
                        tuple(2L, "A", "the line has 3 fields, the header 4"),
                        tuple(3L, "B", "the line has 5 fields, the header 4"));
    }

    @Test
    void aDecimalCommaThatIsNotDeclaredIsSuspected() {
        assertThat(decode(HEADER + row("A", "\"801,5\"", "96")).errors())
                .extracting(RowError::value, RowError::detail)
                .containsExactly(
                        tuple("801,5", "pip must be a decimal number; with a decimal comma? Declare decimal=,"));
    }

    @Test
    void aLineTooLongIsPassedOverAndTheNextOneRead() {
        String body =
                HEADER + row("A", "1", "x".repeat(300_000)) + row("B", "1", "2") + row("C", ",".repeat(5_000), "2");

        assertThat(decode(body).errors())
                .extracting(RowError::line, RowError::detail)
                .containsExactly(
                        tuple(2L, "a line holds at most 65536 bytes"),
                        tuple(4L, "the line has 5004 fields, the header 4"));
    }

    @Test
    void aByteOrderMarkIsPassedOverAndUtf16IsNamed() {
        assertThat(decode("\ufeff" + HEADER + row("A", "1", "2")).accepted()).isEqualTo(1);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Decode.run(
                        new CsvDecoder(CsvDialect.STANDARD),
                        (HEADER + row("A", "1", "2")).getBytes(StandardCharsets.UTF_16)))
                .withMessage("The body begins like UTF-16; send it as UTF-8");
    }

    private static CsvDialect ignoring() {
        return new CsvDialect(',', Decimals.POINT, HeaderLines.FIRST, Map.of(), UnknownColumns.IGNORE);
    }

    private static String row(String well, String pip, String motorTemp) {
        return well + "," + TIME + "," + pip + "," + motorTemp + "\n";
    }

    private static List<String> wells(SampleValidator validator) {
        return Decode.stored(validator.batch(OnConflict.IGNORE)).stream()
                .map(Decode.Stored::wellId)
                .toList();
    }

    private static SampleValidator decode(String body) {
        return decode(CsvDialect.STANDARD, body);
    }

    private static SampleValidator decode(CsvDialect dialect, String body) {
        return Decode.run(new CsvDecoder(dialect), body);
    }
}
