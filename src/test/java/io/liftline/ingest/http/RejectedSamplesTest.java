package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests with samples that are rejected, on the real database.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class RejectedSamplesTest extends TelemetryPosts {

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
}
