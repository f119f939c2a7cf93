package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.liftline.web.MemoryBudget;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Samples of the same well and time that arrive separately or have different values: what is stored, and the
/// receipts.
@QuarkusTest
class ConflictsRouteTest {

    private static final String TELEMETRY = "/api/v1/telemetry";

    /// A whole minute two hours ago.
    private static final Instant T = Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);

    @Inject
    Tokens tokens;

    @Inject
    MemoryBudget memory;

    @Inject
    StoredRows stored;

    private String well;

    @BeforeEach
    void newWell() {
        well = "CF-" + System.nanoTime();
    }

    @Test
    void threeLinesOfOneWellAndTimeAreOneRow() throws Exception {
        lines(line("pip=801.5", 0) + line("motor_temp=96.25", 0) + line("vsd_frequency=48.5", 0));

        assertThat(row()).isEqualTo("1 rows, pip 801.5, motor_temp 96.25, vsd_frequency 48.5");
    }

    @Test
    void aLaterLineCorrectsAnEarlierOneAndASecondTimeChangesNothing() throws Exception {
        lines(line("pip=801.5", 0));
        lines(line("pip=812", 0));
        lines(line("pip=812", 0));

        assertThat(row()).isEqualTo("1 rows, pip 812, motor_temp null, vsd_frequency null");
    }

    @Test
    void twoAgentsWithHalfTheChannelsEachFillTheSameRows() throws Exception {
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            one.append(line("pip=801.5", 0).replace(well, well + "-" + i));
            other.append(line("motor_temp=96.25", 0).replace(well, well + "-" + (9 - i)));
        }

        lines(one.toString());
        lines(other.toString());

        assertThat(stored.count(well)).isEqualTo(10);
        assertThat(stored.sum(well, "pip")).isEqualTo(8_015);
        assertThat(stored.sum(well, "motor_temp")).isEqualTo(962.5);
    }

    @Test
    void twoLinesWithoutATimeInOneRequestAreOneRow() throws Exception {
        lines("esp_telemetry,well_id=%1$s pip=801.5\nesp_telemetry,well_id=%1$s motor_temp=96.25\n".formatted(well));

        assertThat(row()).isEqualTo("1 rows, pip 801.5, motor_temp 96.25, vsd_frequency null");
    }

    @Test
    void twoPointsWithinAMicrosecondAreOneRow() throws Exception {
        lines(line("pip=801.5", 100) + line("motor_temp=96.25", 900));
        lines(line("vsd_frequency=48.5", 500));

        assertThat(row()).isEqualTo("1 rows, pip 801.5, motor_temp 96.25, vsd_frequency 48.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson", "application/json"})
    void twoRowsOfOneWellAndTimeInOneBodyAreOneRow(String type) throws Exception {
        String body = switch (type) {
            case "text/csv" ->
                "well_id,timestamp,pip,motor_temp\n%1$s,%2$s,801.5,\n%1$s,%2$s,,96.25\n".formatted(well, T);
            case "application/json" -> "[" + sample("\"pip\":801.5") + "," + sample("\"motor_temp\":96.25") + "]";
            default -> sample("\"pip\":801.5") + "\n" + sample("\"motor_temp\":96.25");
        };

        assertThat(counts(post(type, body, ""))).isEqualTo("2: inserted 1, updated 1, duplicates 0, conflicts 0");
        assertThat(counts(post(type, body, ""))).isEqualTo("2: inserted 0, updated 0, duplicates 2, conflicts 0");
        assertThat(row()).isEqualTo("1 rows, pip 801.5, motor_temp 96.25, vsd_frequency null");
    }

    @Test
    void twoPostsOfOneWellAndTimeAreOneRow() throws Exception {
        assertThat(counts(json(sample("\"pip\":801.5"), "")))
                .isEqualTo("1: inserted 1, updated 0, duplicates 0, conflicts 0");
        assertThat(counts(json(sample("\"motor_temp\":96.25"), "")))
                .isEqualTo("1: inserted 0, updated 1, duplicates 0, conflicts 0");

        assertThat(row()).isEqualTo("1 rows, pip 801.5, motor_temp 96.25, vsd_frequency null");
    }

    @Test
    void aDifferingValueStaysOutAndIsNamedWithTheStoredOneWhileTheRestIsFilledIn() throws Exception {
        json(sample("\"pip\":801.5"), "");

        JsonPath merged =
                json("[" + sample("\"pip\":801.5") + ",\n" + sample("\"pip\":805,\"motor_temp\":96") + "]", "");

        assertThat(counts(merged)).isEqualTo("2: inserted 0, updated 0, duplicates 1, conflicts 1");
        assertThat(merged.getList("errors")).hasSize(1);
        assertThat(merged.getInt("errors[0].index")).isEqualTo(1);
        assertThat(merged.getInt("errors[0].line")).isEqualTo(2);
        assertThat(merged.getString("errors[0].well_id")).isEqualTo(well);
        assertThat(merged.getString("errors[0].code")).isEqualTo("conflict");
        assertThat(merged.getString("errors[0].field")).isEqualTo("pip");
        assertThat(merged.getString("errors[0].value")).isEqualTo("805");
        assertThat(merged.getString("errors[0].detail")).contains("801.5 psi");
        assertThat(merged.getBoolean("errors_truncated")).isFalse();
        assertThat(row()).isEqualTo("1 rows, pip 801.5, motor_temp 96, vsd_frequency null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            merge  | 1: inserted 0, updated 0, duplicates 0, conflicts 1 | 1 rows, pip 801.5, motor_temp 96, vsd_frequency null
            update | 1: inserted 0, updated 1, duplicates 0, conflicts 0 | 1 rows, pip 805, motor_temp 96, vsd_frequency null
            ignore | 1: inserted 0, updated 0, duplicates 0, conflicts 1 | 1 rows, pip 801.5, motor_temp null, vsd_frequency null""")
    void theRequestSaysWhatHappensToWhatIsStored(String onConflict, String counts, String row) throws Exception {
        json(sample("\"pip\":801.5"), "");
        String body = sample("\"pip\":805,\"motor_temp\":96");

        assertThat(counts(json(body, "?on_conflict=" + onConflict))).isEqualTo(counts);
        assertThat(row()).isEqualTo(row);

        assertThat(json(body, "?on_conflict=" + onConflict).getInt("received")).isEqualTo(1);
        assertThat(row()).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, false", "101, 100, true"})
    void aRequestOfConflictsOnlyIsNoFailureAndListsAHundred(int samples, int listed, boolean truncated) {
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (int i = 0; i < samples; i++) {
            first.append(sample("\"pip\":1")
                            .replace(T.toString(), T.plusSeconds(i).toString()))
                    .append('\n');
            second.append(sample("\"pip\":2")
                            .replace(T.toString(), T.plusSeconds(i).toString()))
                    .append('\n');
        }
        post("application/x-ndjson", first.toString(), "");

        JsonPath conflicts = post("application/x-ndjson", second.toString(), "?atomic=true");

        assertThat(counts(conflicts))
                .isEqualTo("%1$d: inserted 0, updated 0, duplicates 0, conflicts %1$d".formatted(samples));
        assertThat(conflicts.getList("errors")).hasSize(listed);
        assertThat(conflicts.getBoolean("errors_truncated")).isEqualTo(truncated);
    }

    @Test
    void rejectedSamplesAndConflictsAreListedTogetherByIndex() {
        json(sample("\"pip\":1"), "");
        String bad = sample("\"pip\":-99");
        String conflicting = sample("\"pip\":2");

        JsonPath receipt =
                json("[" + conflicting + "," + bad + "," + sample("\"pip\":1") + "," + conflicting + "]", "");

        assertThat(counts(receipt)).isEqualTo("4: inserted 0, updated 0, duplicates 1, conflicts 2");
        assertThat(receipt.getInt("rejected")).isEqualTo(1);
        assertThat(receipt.getList("errors.index", Integer.class)).containsExactly(0, 1, 3);
        assertThat(receipt.getList("errors.code", String.class))
                .containsExactly("conflict", "out_of_range", "conflict");
    }

    @Test
    void anotherWordForTheRuleIsRefused() {
        send("application/json", sample("\"pip\":1"), "?on_conflict=replace")
                .then()
                .statusCode(400)
                .body("detail", containsString("must be merge, update or ignore"));
    }

    @Test
    void aFullDiskIsToldToTryAgain() throws Exception {
        try (FailingWrites _ = new FailingWrites("disk_full")) {
            Response refused = send("application/json", sample("\"pip\":1"), "");

            refused.then().statusCode(503).body("type", equalTo("urn:liftline:problem:unavailable"));
            assertThat(refused.header("Retry-After")).isNotBlank();
        }
        assertThat(counts(json(sample("\"pip\":1"), "")))
                .isEqualTo("1: inserted 1, updated 0, duplicates 0, conflicts 0");
    }

    @ParameterizedTest
    @CsvSource({"disk_full, 503", "internal_error, 500", "check_violation, 422"})
    void aWriteThatFailsGivesItsBytesBack(String condition, int status) throws Exception {
        try (FailingWrites _ = new FailingWrites(condition)) {
            assertThat(send("application/json", sample("\"pip\":1"), "").statusCode())
                    .isEqualTo(status);

            Await.until("no bytes are in flight", () -> memory.used() == 0);
        }
    }

    /// Makes the database reject rows of the well until it is closed.
    private final class FailingWrites implements AutoCloseable {

        FailingWrites(String condition) throws SQLException {
            stored.run("""
                    CREATE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF NEW.well_id = '%s' THEN
                            RAISE EXCEPTION 'refused' USING ERRCODE = '%s';
                        END IF;
                        RETURN NEW;
                    END $$;
                    CREATE TRIGGER refuse_rows BEFORE INSERT ON esp_telemetry
                    FOR EACH ROW EXECUTE FUNCTION refuse_rows()""".formatted(well, condition));
        }

        @Override
        public void close() throws SQLException {
            stored.run("DROP FUNCTION refuse_rows CASCADE");
        }
    }

    private void lines(String body) {
        Response response =
                tokens.as(Role.WRITER).contentType("text/plain").body(body).post("/write");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(204);
    }

    private String line(String fields, int nanos) {
        return "esp_telemetry,well_id=%s %s %d%09d\n".formatted(well, fields, T.getEpochSecond(), nanos);
    }

    private String sample(String values) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"%s\",%s}".formatted(well, T, values);
    }

    private JsonPath json(String body, String query) {
        return post("application/json", body, query);
    }

    private JsonPath post(String type, String body, String query) {
        return send(type, body, query).then().statusCode(200).extract().jsonPath();
    }

    private Response send(String type, String body, String query) {
        return tokens.as(Role.WRITER)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(TELEMETRY + query);
    }

    private String row() throws Exception {
        return stored.text("""
                SELECT format('%%s rows, pip %%s, motor_temp %%s, vsd_frequency %%s', count(*), coalesce(max(pip)::text, 'null'),
                              coalesce(max(motor_temp)::text, 'null'), coalesce(max(vsd_frequency)::text, 'null'))
                FROM esp_telemetry
                WHERE well_id = '%s'""".formatted(well));
    }

    private static String counts(JsonPath receipt) {
        return "%d: inserted %d, updated %d, duplicates %d, conflicts %d"
                .formatted(
                        receipt.getInt("received"),
                        receipt.getInt("inserted"),
                        receipt.getInt("updated"),
                        receipt.getInt("duplicates"),
                        receipt.getInt("conflicts"));
    }
}
