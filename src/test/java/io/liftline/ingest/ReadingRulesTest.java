package io.liftline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.liftline.ingest.codec.CsvDecoder;
import io.liftline.ingest.codec.CsvDialect;
import io.liftline.ingest.codec.JsonDecoder;
import io.liftline.ingest.codec.LineProtocolDecoder;
import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import io.liftline.ingest.codec.LineProtocolNames;
import io.liftline.ingest.codec.NdjsonDecoder;
import io.liftline.ingest.codec.Precision;
import io.liftline.ingest.codec.SampleDecoder;
import io.liftline.ingest.sample.BadValues;
import io.liftline.ingest.sample.LocalTime;
import io.liftline.ingest.sample.NotMeasured;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.Rfc3339Time;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.ingest.sample.UnixTime;
import io.liftline.ingest.write.OnConflict;
import io.liftline.ingest.write.WriteCounts;
import io.liftline.telemetry.Channel;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The declarations of a request about its values, in every format.
class ReadingRulesTest {

    private static final String TIME = "2025-11-20T06:00:00Z";

    enum Format {
        JSON(new JsonDecoder()),
        NDJSON(new NdjsonDecoder()),
        CSV(new CsvDecoder(CsvDialect.STANDARD)),
        LINE_PROTOCOL(new LineProtocolDecoder(Precision.SECONDS, LineProtocolNames.STANDARD, Strictness.LENIENT));

        final SampleDecoder decoder;

        Format(SampleDecoder decoder) {
            this.decoder = decoder;
        }

        String body(String pip, String torque) {
            return switch (this) {
                case JSON, NDJSON ->
                    "{\"well_id\":\"A\",\"timestamp\":\"%s\",\"pip\":%s,\"torque\":%s,\"choke\":5}"
                            .formatted(TIME, pip, torque);
                case CSV ->
                    "well_id,timestamp,pip,torque,choke\nA,%s,%s,%s,5\n".formatted(TIME, pip.replace("\"", ""), torque);
                case LINE_PROTOCOL ->
                    "esp_telemetry,well_id=A pip=%s,torque=%s,choke=5 1763618400".formatted(pip, torque);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void wordsAndNumbersThatAreDeclaredMeanNotMeasured(Format format) {
        ReadingRules rules = notMeasured("Bad Input", "-999.25");

        SampleValidator validator = Decode.run(format.decoder, format.body("\"bad input\"", "-999.250"), rules);

        assertThat(validator.errors()).isEmpty();
        assertThat(values(validator)).containsExactly(Map.of(Channel.CHOKE, 5.0));
    }

    @ParameterizedTest
    @EnumSource
    void withoutADeclarationTheWordIsNamedAndTheNumberIsANumber(Format format) {
        SampleValidator validator = Decode.run(format.decoder, format.body("\"Bad Input\"", "-999.25"));

        assertThat(validator.errors())
                .extracting(RowError::code, RowError::field)
                .containsExactly(tuple(RejectCode.NOT_A_NUMBER, "pip"));
        assertThat(values(Decode.run(format.decoder, format.body("801", "-999.25"))))
                .containsExactly(Map.of(Channel.PIP, 801.0, Channel.TORQUE, -999.25, Channel.CHOKE, 5.0));
    }

    @Test
    void aNumberIsComparedAsItIsWrittenWhateverItsUnit() {
        ReadingRules rules = new ReadingRules(
                DeclaredUnits.parse(List.of("pip:kPa")),
                new Rfc3339Time(),
                NotMeasured.of(List.of("-9999")),
                BadValues.REJECT);

        assertThat(values(Decode.run(new NdjsonDecoder(), Format.NDJSON.body("-9999", "1"), rules)))
                .containsExactly(Map.of(Channel.TORQUE, 1.0, Channel.CHOKE, 5.0));
    }

    @ParameterizedTest
    @EnumSource
    void aBadValueMayCostOnlyItselfAndIsNamed(Format format) {
        SampleValidator validator = Decode.run(format.decoder, format.body("\"Bad Input\"", "1e9"), badValuesNull());

        assertThat(validator.accepted()).isEqualTo(1);
        assertThat(validator.rejected()).isZero();
        assertThat(values(validator)).containsExactly(Map.of(Channel.CHOKE, 5.0));
        assertThat(validator.errors())
                .extracting(RowError::index, RowError::wellId, RowError::code, RowError::field)
                .containsExactly(
                        tuple(0, "A", RejectCode.NOT_A_NUMBER, "pip"),
                        tuple(0, "A", RejectCode.OUT_OF_RANGE, "torque"));
    }

    @Test
    void aSampleOfBadValuesOnlyIsRejectedForTheFirst() {
        String body = "{\"well_id\":\"A\",\"timestamp\":\"%s\",\"pip\":-99,\"choke\":\"x\"}".formatted(TIME);

        SampleValidator validator = Decode.run(new JsonDecoder(), body, badValuesNull());

        assertThat(validator.rejected()).isEqualTo(1);
        assertThat(validator.errors())
                .extracting(RowError::code, RowError::field)
                .containsExactly(tuple(RejectCode.OUT_OF_RANGE, "pip"));
    }

    @Test
    void aHundredFaultsAreListedWithoutBeingTruncatedAndOneMoreIs() {
        String row = Format.NDJSON.body("-99", "1") + "\n";

        SampleValidator hundred = Decode.run(new NdjsonDecoder(), row.repeat(100), badValuesNull());
        SampleValidator more = Decode.run(new NdjsonDecoder(), row.repeat(101), badValuesNull());

        assertThat(hundred.errors()).hasSize(100);
        assertThat(isTruncated(hundred)).isFalse();
        assertThat(more.errors()).hasSize(100);
        assertThat(isTruncated(more)).isTrue();
        assertThat(isTruncated(Decode.run(new NdjsonDecoder(), row.repeat(100))))
                .isFalse();
        assertThat(isTruncated(Decode.run(new NdjsonDecoder(), row.repeat(101))))
                .isTrue();
    }

    private static boolean isTruncated(SampleValidator validator) {
        return IngestReceipt.of(validator, WriteCounts.NOTHING).errorsTruncated();
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1763618400, 2025-11-20T06:00:00Z",
        "SECONDS, 1763618400.25, 2025-11-20T06:00:00.250Z",
        "SECONDS, 1763618400.1234567, 2025-11-20T06:00:00.123456Z",
        "MILLISECONDS, 1763618400123, 2025-11-20T06:00:00.123Z",
        "MILLISECONDS, 1763618400123.5, 2025-11-20T06:00:00.123500Z",
        "MICROSECONDS, 1763618400123456, 2025-11-20T06:00:00.123456Z",
        "NANOSECONDS, 1763618400123456789, 2025-11-20T06:00:00.123456Z"
    })
    void aUnixTimeIsReadInItsUnit(UnixTime.Unit unit, String text, String expected) {
        ReadingRules rules = times(new UnixTime(unit));
        String json = "{\"well_id\":\"A\",\"timestamp\":%s,\"pip\":1}";

        for (String body :
                List.of(json.formatted(text), json.formatted("\"" + text + "\""), " " + json.formatted(text) + " ")) {
            for (SampleDecoder decoder : List.of(new JsonDecoder(), new NdjsonDecoder())) {
                assertThat(timestamps(Decode.run(decoder, body, rules))).containsExactly(expected);
            }
        }
        assertThat(timestamps(Decode.run(
                        new CsvDecoder(CsvDialect.STANDARD), "well_id,timestamp,pip\nA," + text + ",1", rules)))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1.7636184e9",
        "SECONDS, 99999999999999",
        "SECONDS, -",
        "SECONDS, 12a",
        "MICROSECONDS, 9999999999999999999",
        "NANOSECONDS, 9999999999999999999",
        "NANOSECONDS, 99999999999999999999",
        "SECONDS, 2025-11-20T06:00:00Z"
    })
    void whatIsNoCountIsNamed(UnixTime.Unit unit, String text) {
        String body = "well_id,timestamp,pip\nA," + text + ",1";

        assertThat(Decode.run(new CsvDecoder(CsvDialect.STANDARD), body, times(new UnixTime(unit)))
                        .errors())
                .extracting(RowError::code, RowError::value, RowError::detail)
                .containsExactly(tuple(
                        RejectCode.INVALID_TIMESTAMP,
                        text,
                        "must be a number of " + unit.name().toLowerCase(Locale.ROOT)
                                + " since 1970-01-01T00:00:00Z, as time_format says"));
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Riyadh, 2025-11-24 00:00:00, 2025-11-23T21:00:00Z",
        "Asia/Riyadh, 2025-11-24T00:00:00.5, 2025-11-23T21:00:00.500Z",
        "Asia/Riyadh, 2025-11-24 00:00, 2025-11-23T21:00:00Z",
        "Europe/Oslo, 2025-03-30 01:59:59, 2025-03-30T00:59:59Z",
        "Europe/Oslo, 2025-03-30 03:00:00, 2025-03-30T01:00:00Z"
    })
    void aLocalTimeIsOfItsZone(String zone, String text, String expected) {
        assertThat(timestamps(decodeLocal(zone, text))).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Europe/Oslo | 2025-03-30 02:30:00       | there is no such time in Europe/Oslo: daylight saving skips it
                    Europe/Oslo | 2025-10-26 02:30:00       | the time exists twice in Europe/Oslo: daylight saving repeats it
                    Asia/Riyadh | 2025-11-24T00:00:00Z      | it has an offset from UTC, but time_format=local says that it has none
                    Asia/Riyadh | 2025-11-24T00:00:00+03:00 | it has an offset from UTC, but time_format=local says that it has none
                    Asia/Riyadh | 24.11.2025                | must be a local time, such as 2025-11-20 06:00:00; it is not a time
                    """)
    void aLocalTimeThatIsNoneIsNamedByItsCause(String zone, String text, String detail) {
        assertThat(decodeLocal(zone, text).errors())
                .extracting(RowError::code, RowError::detail)
                .containsExactly(tuple(RejectCode.INVALID_TIMESTAMP, detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2025-11-20T06:00:00  | it has no offset from UTC; if it is the time of a zone, declare time_format=local&tz=<zone>
                    2025-11-20 06:00:00  | it has no offset from UTC; if it is the time of a zone, declare time_format=local&tz=<zone>
                    1763618400           | it looks like Unix seconds; declare time_format=unix_s
                    1763618400123        | it looks like Unix milliseconds; declare time_format=unix_ms
                    1763618400123456     | it looks like Unix microseconds; declare time_format=unix_us
                    1763618400123456789  | it looks like Unix nanoseconds; declare time_format=unix_ns
                    2025-11-20           | it is a date without a time
                    2025-02-30T06:00:00Z | there is no such date or time of day
                    yesterday            | it is not a time
                    """)
    void aTimeThatIsNoneIsNamedByItsCause(String text, String cause) {
        String csv = "well_id,timestamp,pip\nA," + text + ",1";
        String json = "{\"well_id\":\"A\",\"timestamp\":\"" + text + "\",\"pip\":1}";
        String detail = "must be RFC 3339 with an offset, such as 2025-11-20T06:00:00Z; " + cause;

        assertThat(Decode.run(new CsvDecoder(CsvDialect.STANDARD), csv).errors())
                .extracting(RowError::detail)
                .containsExactly(detail);
        assertThat(Decode.run(new JsonDecoder(), json).errors())
                .extracting(RowError::detail)
                .containsExactly(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1763618400", "1763618400123"})
    void aNumberIsNoTimeUnlessItIsDeclared(String number) {
        String body = "{\"well_id\":\"A\",\"timestamp\":" + number + ",\"pip\":1}";

        for (SampleDecoder decoder : List.of(new JsonDecoder(), new NdjsonDecoder())) {
            assertThat(Decode.run(decoder, body).errors())
                    .extracting(RowError::code, RowError::value)
                    .containsExactly(tuple(RejectCode.INVALID_TIMESTAMP, number));
            assertThat(Decode.run(decoder, body).errors().getFirst().detail())
                    .startsWith("timestamp must be a string; ")
                    .contains("it looks like Unix ");
        }
    }

    private static SampleValidator decodeLocal(String zone, String text) {
        return Decode.run(
                new CsvDecoder(CsvDialect.STANDARD),
                "well_id,timestamp,pip\nA," + text + ",1",
                times(new LocalTime(ZoneId.of(zone))));
    }

    private static ReadingRules notMeasured(String... words) {
        return new ReadingRules(
                DeclaredUnits.parse(List.of()), new Rfc3339Time(), NotMeasured.of(List.of(words)), BadValues.REJECT);
    }

    private static ReadingRules badValuesNull() {
        return new ReadingRules(
                DeclaredUnits.parse(List.of()), new Rfc3339Time(), NotMeasured.EMPTY_ONLY, BadValues.NULL);
    }

    private static ReadingRules times(TimeFormat times) {
        return new ReadingRules(DeclaredUnits.parse(List.of()), times, NotMeasured.EMPTY_ONLY, BadValues.REJECT);
    }

    private static List<Map<Channel, Double>> values(SampleValidator validator) {
        return Decode.stored(validator.batch(OnConflict.IGNORE)).stream()
                .map(Decode.Stored::values)
                .toList();
    }

    private static List<String> timestamps(SampleValidator validator) {
        return Decode.stored(validator.batch(OnConflict.IGNORE)).stream()
                .map(Decode.Stored::timestamp)
                .toList();
    }
}
