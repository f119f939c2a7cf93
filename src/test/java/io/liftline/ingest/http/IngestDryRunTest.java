package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A dry run says what is valid, and stores nothing.
@QuarkusTest
class IngestDryRunTest {

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    private String well;

    @BeforeEach
    void newWell() {
        well = "DRY-" + System.nanoTime();
    }

    @Test
    void aDryRunListsWhatIsInvalidAndStoresNothing() throws Exception {
        String csv = """
                well_id,timestamp,pip,motor_temp
                WELL,2025-11-20T06:00:00Z,801.5,96
                WELL,2025-11-20T06:01:00Z,99999,96
                WELL,2025-11-20T06:02,801.5,96
                WELL,2025-11-20T06:03:00Z,802.5,
                """.replace("WELL", well);

        dry("", csv)
                .then()
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("received", equalTo(4))
                .body("accepted", equalTo(2))
                .body("rejected", equalTo(2))
                .body("errors.line", contains(3, 4))
                .body("errors.code", contains("out_of_range", "invalid_timestamp"))
                .body("errors_truncated", equalTo(false));

        assertThat(stored.count(well)).isZero();
        tokens.as(Role.ADMIN, "*").get("/api/v1/wells?prefix=" + well).then().body("wells", hasSize(0));
    }

    @Test
    void whatADryRunFindsValidIsStoredByTheRequest() throws Exception {
        String csv = "well_id,timestamp,pip\n%s,2025-11-20T06:00:00Z,801.5\n".formatted(well);

        dry("&units=pip:kPa", csv).then().statusCode(200).body("accepted", equalTo(1));
        post("/api/v1/telemetry?units=pip:kPa", csv).then().statusCode(200).body("inserted", equalTo(1));

        assertThat(stored.count(well)).isEqualTo(1);
    }

    @Test
    void aDryRunFailsAsTheRequestWould() throws Exception {
        String bad = "well_id,timestamp,pip\n%s,2025-11-20T06:00:00Z,x\n".formatted(well);
        String mixed = bad + "%s,2025-11-20T06:00:00Z,801.5\n".formatted(well);

        dry("", bad).then().statusCode(422).body("rejected", equalTo(1)).body("errors.code", contains("not_a_number"));
        dry("&atomic=true", mixed).then().statusCode(422).body("rejected", equalTo(2));
        dry("&columns=nothing", mixed).then().statusCode(422);
        post("/api/v1/telemetry?dry_run=perhaps", mixed).then().statusCode(400);
        assertThat(stored.count(well)).isZero();
    }

    @Test
    void onlyAHundredOfManyInvalidSamplesAreListed() {
        String csv = "well_id,timestamp,pip\n%s,2025-11-20T06:00:00Z,800\n".formatted(well)
                + IntStream.range(0, 1_000)
                        .mapToObj(row -> "%s,2025-11-20T06:00:00Z,x\n".formatted(well))
                        .collect(Collectors.joining());

        dry("", csv)
                .then()
                .statusCode(200)
                .body("received", equalTo(1_001))
                .body("rejected", equalTo(1_000))
                .body("errors", hasSize(100))
                .body("errors_truncated", equalTo(true));
    }

    @Test
    void aDryRunOfLineProtocolIsAnsweredTheSameWay() throws Exception {
        String lines =
                "esp,well_id=WELL pip=801 1763618400\nesp,well_id=WELL pip=99999 1763618401\n".replace("WELL", well);
        String bad = "esp,well_id=WELL pip=99999 1763618401\n".replace("WELL", well);

        for (String path : List.of("/write", "/api/v2/write", "/api/v3/write_lp")) {
            postLines(path + "?precision=s&dry_run=true", lines)
                    .then()
                    .statusCode(200)
                    .body("dry_run", equalTo(true))
                    .body("received", equalTo(2))
                    .body("accepted", equalTo(1))
                    .body("errors.line", contains(2))
                    .body("errors.code", contains("out_of_range"));
            postLines(path + "?precision=s&dry_run=true", bad)
                    .then()
                    .statusCode(422)
                    .body("rejected", equalTo(1))
                    .body("code", equalTo("unprocessable entity"));
        }
        postLines("/write?dry_run=perhaps", lines).then().statusCode(400);
        assertThat(stored.count(well)).isZero();
    }

    private Response postLines(String path, String lines) {
        return tokens.as(Role.WRITER, well)
                .contentType("text/plain")
                .body(lines)
                .urlEncodingEnabled(false)
                .post(path);
    }

    private Response dry(String parameters, String csv) {
        return post("/api/v1/telemetry?dry_run=true" + parameters, csv);
    }

    private Response post(String path, String csv) {
        return tokens.as(Role.WRITER, well)
                .contentType("text/csv")
                .body(csv)
                .urlEncodingEnabled(false)
                .post(path);
    }
}
