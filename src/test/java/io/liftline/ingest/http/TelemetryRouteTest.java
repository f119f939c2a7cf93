package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Ingest requests of a gateway and their answers, on the real database.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class TelemetryRouteTest {

    private static final AtomicInteger WELLS = new AtomicInteger();
    private static final String URI = "/api/v1/telemetry";

    @Inject
    Tokens tokens;

    @Inject
    Pool pool;

    /// A well that no other test writes to.
    private String well;

    @BeforeEach
    void takeAWellOfOnesOwn() throws SQLException {
        well = "ING-" + WELLS.incrementAndGet();
        TestDatabase.ofService().run("DELETE FROM esp_telemetry WHERE well_id ^@ '%s'".formatted(well));
    }

    enum Body {
        JSON("application/json"),
        NDJSON("application/x-ndjson"),
        CSV("text/csv");

        final String type;

        Body(String type) {
            this.type = type;
        }

        String text(String well) {
            return switch (this) {
                case JSON -> "[" + line(well, 1, "812.5") + "," + line(well, 2, "null") + "]";
                case NDJSON -> line(well, 1, "812.5") + "\n" + line(well, 2, "null") + "\n";
                case CSV ->
                    "timestamp,pip,motor_temp,well_id\r\n2025-11-20T06:00:01Z,812.5,96.1,%1$s\r\n2025-11-20T06:00:02Z,,96.1,\"%1$s\"\r\n"
                            .formatted(well);
            };
        }

        private static String line(String well, int second, String pip) {
            return "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:0%dZ\",\"pip\":%s,\"motor_temp\":96.1}"
                    .formatted(well, second, pip);
        }
    }

    @ParameterizedTest
    @EnumSource
    void storesEachFormatPlainAndPackedAndAReplayChangesNothing(Body format) {
        byte[] body = format.text(well).getBytes(StandardCharsets.UTF_8);

        JsonPath first =
                post(format.type, body, "").then().statusCode(200).extract().jsonPath();
        JsonPath replay = tokens.as(Role.WRITER)
                .contentType(format.type)
                .header("Content-Encoding", "gzip")
                .body(gzip(body))
                .post(URI)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(counts(first)).isEqualTo("received 2, inserted 2, updated 0, duplicates 0, conflicts 0, rejected 0");
        assertThat(counts(replay))
                .isEqualTo("received 2, inserted 0, updated 0, duplicates 2, conflicts 0, rejected 0");
        assertThat(rows("pip", "motor_temp"))
                .containsExactly("2025-11-20T06:00:01Z 812.5 96.1", "2025-11-20T06:00:02Z null 96.1");
    }

    @Test
    void oneSampleByItselfIsABody() {
        JsonPath receipt = json("""
                {"well_id": "%s", "timestamp": "2025-11-20T09:00:00.250+03:00", "flow_rate": 2150.4}""".formatted(well));

        assertThat(counts(receipt))
                .isEqualTo("received 1, inserted 1, updated 0, duplicates 0, conflicts 0, rejected 0");
        assertThat(rows("flow_rate")).containsExactly("2025-11-20T06:00:00.250Z 2150.4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"units": {"pip": "kPa", "motor_temp": "K"}, "samples": [SAMPLE]}
                    {"samples": [SAMPLE], "units": {"pip": "kPa", "motor_temp": "K"}}""")
    void unitsMayStandBeforeOrBehindTheSamples(String body) {
        json(body.replace(
                "SAMPLE",
                "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":689.4757293168361,\"motor_temp\":373.15}"
                        .formatted(well)));

        assertThat(rows("pip", "motor_temp")).containsExactly("2025-11-20T06:00:00Z 100.0 100.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    units=pip:furlong       | unknown_unit    | pip    | furlong
                    units=pip:K             | unknown_unit    | pip    | K
                    units=pip               | unknown_unit    | pip    |
                    units=intake:psi        | unknown_channel | intake | psi""")
    void unitsThatNobodyKnowsRefuseTheRequest(String query, String code, String field, String value) {
        JsonPath problem = post("application/json", sample("\"pip\":1"), "?" + query)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .extract()
                .jsonPath();

        assertThat(problem.getString("errors[0].code")).isEqualTo(code);
        assertThat(problem.getString("errors[0].field")).isEqualTo(field);
        assertThat(problem.getString("errors[0].value")).isEqualTo(value == null ? "" : value);
        assertThat(counts(problem))
                .isEqualTo("received 0, inserted 0, updated 0, duplicates 0, conflicts 0, rejected 0");
        assertThat(rows("pip")).isEmpty();
    }

    /// Every error code of the contract for a row.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7                                                                    | malformed           |            |
                    {"timestamp":"T","pip":1}                                            | missing_well_id     | well_id    |
                    {"well_id":"","timestamp":"T","pip":1}                               | missing_well_id     | well_id    |
                    {"well_id":null,"timestamp":"T","pip":1}                             | missing_well_id     | well_id    |
                    {"well_id":7,"timestamp":"T","pip":1}                                | invalid_well_id     | well_id    | 7
                    {"well_id":"a,b","timestamp":"T","pip":1}                            | invalid_well_id     | well_id    | a,b
                    {"well_id":"WELL","pip":1}                                           | missing_timestamp   | timestamp  |
                    {"well_id":"WELL","timestamp":"2025-11-20 06:00","pip":1}            | invalid_timestamp   | timestamp  | 2025-11-20 06:00
                    {"well_id":"WELL","timestamp":1763618400,"pip":1}                    | invalid_timestamp   | timestamp  | 1763618400
                    {"well_id":"WELL","timestamp":"2238-01-19T03:14:08Z","pip":1}        | timestamp_in_future | timestamp  | 2238-01-19T03:14:08Z
                    {"well_id":"WELL","timestamp":"1999-12-31T23:59:59Z","pip":1}        | timestamp_too_old   | timestamp  | 1999-12-31T23:59:59Z
                    {"well_id":"WELL","timestamp":"T","presure":1}                       | unknown_channel     | presure    | 1
                    {"well_id":"WELL","timestamp":"T","pip":"812"}                       | not_a_number        | pip        | 812
                    {"well_id":"WELL","timestamp":"T","pip":true}                        | not_a_number        | pip        | true
                    {"well_id":"WELL","timestamp":"T","pip":[1]}                         | not_a_number        | pip        |
                    {"well_id":"WELL","timestamp":"T","pip":1e999}                       | not_a_number        | pip        | 1e999
                    {"well_id":"WELL","timestamp":"T","motor_temp":9999}                 | out_of_range        | motor_temp | 9999
                    {"well_id":"WELL","timestamp":"T","pip":null}                        | no_channels         |            |
                    {"well_id":"WELL","timestamp":"T"}                                   | no_channels         |            |
                    {"well_id":"WELL","timestamp":"T","pip":1,"pip":2}                   | malformed           | pip        |
                    {"well_id":"FOREIGN","timestamp":"T","pip":1}                        | forbidden_well      | well_id    | FOREIGN""")
    void aBadSampleIsNamedAndTheGoodOnesBesideItAreKept(String bad, String code, String field, String value) {
        String body = "[" + text(sample("\"pip\":1")) + ",\n"
                + bad.replace("WELL", well).replace("\"T\"", "\"2025-11-20T07:00:00Z\"") + ",\n"
                + text(sample("\"pip\":1")).replace("06:", "08:") + "]";

        JsonPath receipt = tokens.as(Role.WRITER, well, "a*")
                .contentType("application/json")
                .body(body)
                .post(URI)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(counts(receipt))
                .isEqualTo("received 3, inserted 2, updated 0, duplicates 0, conflicts 0, rejected 1");
        assertThat(receipt.getList("errors")).hasSize(1);
        assertThat(receipt.getInt("errors[0].index")).isEqualTo(1);
        assertThat(receipt.getInt("errors[0].line")).isEqualTo(2);
        assertThat(receipt.getString("errors[0].code")).isEqualTo(code);
        assertThat(receipt.getString("errors[0].field")).isEqualTo(field);
        assertThat(receipt.getString("errors[0].value")).isEqualTo(value);
        assertThat(receipt.getString("errors[0].detail")).isNotBlank();
    }

    @Test
    void theRangeIsSpelledOut() {
        JsonPath problem = post("application/json", sample("\"motor_temp\":9999"), "")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();

        assertThat(problem.getString("type")).isEqualTo("urn:liftline:problem:unprocessable");
        assertThat(problem.getString("errors[0].detail")).isEqualTo("motor_temp must be -50 to 400 °C");
        assertThat(counts(problem))
                .isEqualTo("received 1, inserted 0, updated 0, duplicates 0, conflicts 0, rejected 1");
    }

    @Test
    void aSampleAFewMinutesAheadOfTheClockIsTaken() {
        String soon = Instant.now().plus(Duration.ofMinutes(4)).toString();
        String later = Instant.now().plus(Duration.ofMinutes(6)).toString();

        JsonPath receipt = json("""
                [{"well_id": "%1$s", "timestamp": "%2$s", "pip": 1}, {"well_id": "%1$s", "timestamp": "%3$s", "pip": 1}]""".formatted(well, soon, later));

        assertThat(counts(receipt))
                .isEqualTo("received 2, inserted 1, updated 0, duplicates 0, conflicts 0, rejected 1");
        assertThat(receipt.getString("errors[0].code")).isEqualTo("timestamp_in_future");
    }

    @Test
    void oneBadSampleKeepsAllOutWhenAtomic() {
        String body = "[" + text(sample("\"pip\":1")) + "," + text(sample("\"pip\":-99")) + "]";

        JsonPath problem = post("application/json", body.getBytes(StandardCharsets.UTF_8), "?atomic=true")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();

        assertThat(problem.getInt("errors[0].index")).isEqualTo(1);
        assertThat(problem.getInt("inserted")).isZero();
        assertThat(rows("pip")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json     | []
                    application/json     | {"samples":[]}
                    application/x-ndjson | ''
                    text/csv             | well_id,timestamp,pip""")
    void anEmptyBodyIsNothingReceived(String type, String body) {
        JsonPath receipt = post(type, body.getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(counts(receipt))
                .isEqualTo("received 0, inserted 0, updated 0, duplicates 0, conflicts 0, rejected 0");
    }

    @Test
    void aHundredThousandSamplesAreOneRequestAndOneMoreIsTooMany() {
        StringBuilder csv = new StringBuilder("well_id,timestamp,pip\n");
        Instant first = Instant.parse("2025-11-20T00:00:00Z");
        for (int i = 0; i < 100_000; i++) {
            csv.append(well)
                    .append(',')
                    .append(first.plusMillis(i))
                    .append(',')
                    .append(i % 1_000)
                    .append('\n');
        }

        JsonPath receipt = post("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        csv.append(well).append(",2025-11-21T00:00:00Z,1\n");
        JsonPath problem = post("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(413)
                .extract()
                .jsonPath();

        assertThat(counts(receipt))
                .isEqualTo("received 100000, inserted 100000, updated 0, duplicates 0, conflicts 0, rejected 0");
        assertThat(problem.getString("type")).isEqualTo("urn:liftline:problem:too_large");
        assertThat(rows("pip")).hasSize(100_000);
    }

    @ParameterizedTest
    @CsvSource({"99, 99, false", "100, 100, false", "101, 100, true"})
    void errorsAreTruncatedFromTheHundredAndFirstOn(int bad, int listed, boolean truncated) {
        String body = (text(sample("\"pip\":-99")) + "\n").repeat(bad) + text(sample("\"pip\":1"));

        JsonPath receipt = post("application/x-ndjson", body.getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath problem = post("application/x-ndjson", body.getBytes(StandardCharsets.UTF_8), "?atomic=true")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();

        for (JsonPath answer : List.of(receipt, problem)) {
            assertThat(answer.getList("errors")).hasSize(listed);
            assertThat(answer.getBoolean("errors_truncated")).isEqualTo(truncated);
        }
    }

    @Test
    void aHundredErrorsAreListedAndTheRestCounted() {
        String body = (text(sample("\"pip\":-99")) + "\n").repeat(250) + text(sample("\"pip\":1"));

        JsonPath receipt = post("application/x-ndjson", body.getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(counts(receipt))
                .isEqualTo("received 251, inserted 1, updated 0, duplicates 0, conflicts 0, rejected 250");
        assertThat(receipt.getList("errors.line", Integer.class))
                .hasSize(100)
                .startsWith(1, 2, 3)
                .endsWith(100);
        assertThat(receipt.getBoolean("errors_truncated")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/csv         | 'well_id,timestamp,presure'           | unknown_channel   | presure
                    text/csv         | 'timestamp,pip'                       | missing_well_id   | well_id
                    text/csv         | 'well_id,pip'                         | missing_timestamp | timestamp
                    text/csv         | 'well_id,timestamp,pip,pip'           | malformed         | pip""")
    void aHeaderThatIsWrongRefusesTheRequest(String type, String body, String code, String field) {
        JsonPath problem = post(type, body.getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();

        assertThat(problem.getString("errors[0].code")).isEqualTo(code);
        assertThat(problem.getString("errors[0].field")).isEqualTo(field);
        assertThat(problem.getInt("errors[0].line")).isEqualTo(1);
    }

    private JsonPath json(String body) {
        return post("application/json", body.getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Response post(String type, byte[] body, String query) {
        return tokens.as(Role.WRITER).contentType(type).body(body).post(URI + query);
    }

    private byte[] sample(String values) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:00Z\",%s}"
                .formatted(well, values)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<String> rows(String... columns) {
        return pool
                .preparedQuery("SELECT timestamp, %s FROM esp_telemetry WHERE well_id = $1 ORDER BY timestamp"
                        .formatted(String.join(", ", columns)))
                .executeAndAwait(Tuple.of(well))
                .stream()
                .map(row -> text(row, columns.length))
                .toList();
    }

    private static String text(Row row, int columns) {
        StringBuilder text =
                new StringBuilder(row.getOffsetDateTime(0).toInstant().toString());
        for (int i = 1; i <= columns; i++) {
            text.append(' ').append(row.getDouble(i));
        }
        return text.toString();
    }

    private static String counts(JsonPath receipt) {
        return "received %d, inserted %d, updated %d, duplicates %d, conflicts %d, rejected %d"
                .formatted(
                        receipt.getInt("received"),
                        receipt.getInt("inserted"),
                        receipt.getInt("updated"),
                        receipt.getInt("duplicates"),
                        receipt.getInt("conflicts"),
                        receipt.getInt("rejected"));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
