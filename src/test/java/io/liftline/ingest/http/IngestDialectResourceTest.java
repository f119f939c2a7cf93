package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of loggers and historians, and syntax errors, from the route to the database.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class IngestDialectResourceTest {

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    private String well;

    @BeforeEach
    void newWell() {
        well = "DIALECT-" + System.nanoTime();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    delimiter=;&decimal=,                     | well_id;timestamp;pip_WELL;2025-11-20T06:00:00Z;801,5
                    delimiter=%09                             | well_id\ttimestamp\tpip_WELL\t2025-11-20T06:00:00Z\t801.5
                    delimiter=;&decimal=%2C&skip=1            | sep=;_well_id;timestamp;pip_WELL;2025-11-20T06:00:00Z;801,5
                    columns=TAG:well_id,DHINTAKEPRESSURE:pip&skip=1&time_format=unix_s | export_TAG,timestamp,DHINTAKEPRESSURE_WELL,1763618400,801.5
                    time_format=local&tz=Asia/Riyadh          | well_id,timestamp,pip_WELL,2025-11-20 09:00:00,801.5
                    time_format=unix_ms                       | well_id,timestamp,pip_WELL,1763618400000,801.5
                    unknown_columns=ignore                    | Well_ID,Timestamp, PIP,liner_WELL,2025-11-20T06:00:00Z,801.5,7" liner
                    null=Bad%20Input,-999.25                  | well_id,timestamp,pip,torque,motor_temp_WELL,2025-11-20T06:00:00Z,801.5,-999.25,Bad Input
                    bad_values=null                           | well_id,timestamp,pip,motor_temp_WELL,2025-11-20T06:00:00Z,801.5,I/O Timeout
                    units=pip:psi                             | well_id,timestamp,pip_WELL,2025-11-20T09:00:00+0300,801.5
                    units=pip:psi                             | well_id,timestamp,pip_WELL,"2025-11-20 06:00:00,000Z",801.5
                    """)
    void aFileIsReadAsItIsDeclared(String query, String file) throws Exception {
        String csv = file.replace("_id", "#id")
                .replace("_temp", "#temp")
                .replace("_", "\n")
                .replace("#", "_")
                .replace("WELL", well)
                .replace("Well\nID", "Well_ID");

        post("/api/v1/telemetry?" + query, "text/csv", csv)
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1));

        assertThat(stored.sum(well, "pip")).isEqualTo(801.5);
        assertThat(stored.sum(well, "torque")).isZero();
        assertThat(stored.text("SELECT timestamp AT TIME ZONE 'UTC' FROM esp_telemetry WHERE well_id = '" + well + "'"))
                .isEqualTo("2025-11-20 06:00:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    delimiter=;            | application/json     | 400 | delimiter is for CSV bodies only
                    columns=A:pip          | application/x-ndjson | 400 | columns is for CSV bodies only
                    decimal=,              | text/csv             | 400 | decimal and delimiter are both a comma
                    decimal=x              | text/csv             | 400 | decimal is 'x', but must be a point or a comma
                    delimiter=x            | text/csv             | 400 | delimiter is 'x', but must be
                    skip=-1                | text/csv             | 400 | skip is '-1', but must be a number of lines
                    columns=A:pressure     | text/csv             | 422 | columns name a field that does not exist
                    columns=A:pip,a:choke  | text/csv             | 400 | columns name 'a' twice
                    unknown_columns=drop   | text/csv             | 400 | unknown_columns is 'drop', but must be reject or ignore
                    bad_values=keep        | text/csv             | 400 | bad_values is 'keep', but must be reject or null
                    time_format=excel      | text/csv             | 400 | time_format is 'excel', but must be rfc3339
                    time_format=local      | text/csv             | 400 | tz is '', but must be a time zone
                    time_format=local&tz=X | text/csv             | 400 | tz is 'X', but must be a time zone
                    tz=Asia/Riyadh         | text/csv             | 400 | tz is for time_format=local only
                    """)
    void aDeclarationThatIsNotUnderstoodIsRefused(String query, String type, int status, String detail) {
        post("/api/v1/telemetry?" + query, type, "well_id,timestamp,pip\n")
                .then()
                .statusCode(status)
                .body("detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource({
        "application/ndjson, json",
        "application/jsonl, json",
        "application/csv, csv",
        "text/csv; charset=utf8, csv",
        "application/json; charset=UTF8, json",
        "application/x-ndjson; charset=ascii, json"
    })
    void aContentTypeMayHaveItsOtherNames(String type, String kind) throws Exception {
        String body = kind.equals("csv")
                ? "well_id,timestamp,pip\n" + well + ",2025-11-20T06:00:00Z,801.5\n"
                : sample("801.5");

        post("/api/v1/telemetry", type, body).then().statusCode(200).body("inserted", equalTo(1));
    }

    @Test
    void aFormWithOneFileIsTaken() throws Exception {
        byte[] file =
                ("well_id,timestamp,pip\n" + well + ",2025-11-20T06:00:00Z,801.5\n").getBytes(StandardCharsets.UTF_8);

        tokens.as(Role.WRITER)
                .multiPart("file", "esp.csv", file, "text/csv")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1));
        tokens.as(Role.WRITER)
                .multiPart("file", "esp.csv", file, "text/csv")
                .multiPart("units", "pip:kPa")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(400)
                .body("detail", containsString("parameters stand in the query"));
        post("/api/v1/telemetry", "multipart/form-data", "x")
                .then()
                .statusCode(400)
                .body("detail", containsString("names no boundary"));

        assertThat(stored.sum(well, "pip")).isEqualTo(801.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/csv             | 3
                    application/x-ndjson | 2
                    application/json     | 2
                    """)
    void aFaultOfFormCostsItsRowOnly(String type, int line) throws Exception {
        String open = "\"801";
        String body = switch (type) {
            case "text/csv" -> "well_id,timestamp,pip\n" + csv(1, "801") + csv(2, open) + csv(3, "803") + csv(4, "804");
            case "application/x-ndjson" ->
                sample("801") + "\n{\"well_id\":\"" + well + "\n"
                        + sample("803").replace("06:", "07:") + "\n"
                        + sample("804").replace("06:", "08:");
            default ->
                "[" + sample("801") + ",\n" + sample("NaN") + ","
                        + sample("803").replace("06:", "07:") + ","
                        + sample("804").replace("06:", "08:") + "]";
        };

        post("/api/v1/telemetry", type, body)
                .then()
                .statusCode(200)
                .body("received", equalTo(4))
                .body("inserted", equalTo(3))
                .body("rejected", equalTo(1))
                .body("errors.index", contains(1))
                .body("errors.line", contains(line));

        assertThat(stored.sum(well, "pip")).isEqualTo(801 + 803 + 804);
    }

    private String csv(int second, String pip) {
        return well + ",2025-11-20T06:00:0" + second + "Z," + pip + "\n";
    }

    private String sample(String pip) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":%s}".formatted(well, pip);
    }

    private Response post(String path, String type, String body) {
        return tokens.as(Role.WRITER)
                .urlEncodingEnabled(false)
                .header("Content-Type", type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }
}
