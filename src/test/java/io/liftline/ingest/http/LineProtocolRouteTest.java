package io.liftline.ingest.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApi;
import com.influxdb.client.WriteOptions;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.influxdb.exceptions.BadRequestException;
import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class LineProtocolRouteTest {

    private static final Instant START = Instant.parse("2025-11-20T06:00:00Z");

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    private String well;

    @BeforeEach
    void newWell() {
        well = "LP-" + System.nanoTime();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/write", "/api/v2/write"})
    void goodLinesAreStoredAndAnsweredWithNothing(String path) throws Exception {
        String body = "# export\nesp_telemetry,well_id=%s pip=812.5,motor_temp=96 1763618400\n\n".formatted(well)
                + "esp_telemetry,well_id=%s pip=813i 1763618410".formatted(well);

        asWriter()
                .queryParam("precision", "s")
                .queryParam("bucket", "any")
                .body(body)
                .post(path)
                .then()
                .statusCode(204)
                .body(equalTo(""));

        assertThat(stored.count(well)).isEqualTo(2);
        assertThat(stored.sum(well, "pip")).isEqualTo(1625.5);
        assertThat(stored.text(
                        "SELECT max(timestamp) AT TIME ZONE 'UTC' FROM esp_telemetry WHERE well_id = '" + well + "'"))
                .isEqualTo("2025-11-20 06:00:10");
    }

    @Test
    void badLinesAreNamedAndTheGoodOnesKept() throws Exception {
        String body = """
                esp_telemetry,well_id=%1$s pip=1 1763618400000000000
                esp_telemetry,well_id=%1$s pip="high" 1763618401000000000
                cpu,host=a usage=1 1763618402000000000
                esp_telemetry,well_id=%1$s pip=2 1763618403000000000
                """.formatted(well);

        asWriter()
                .body(body)
                .post("/api/v2/write")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid"))
                .body(
                        "message",
                        equalTo("line 2: pip high: pip must be a number; if it means not measured, declare null=high;"
                                + " 2 of 4 lines were not kept"))
                .body("error", startsWith("partial write: unable to parse: line 2: pip high: pip must be a number"))
                .body("line", equalTo(2))
                .body("errors.line", contains(2, 3))
                .body("errors.code", contains("not_a_number", "unknown_channel"));

        assertThat(stored.count(well)).isEqualTo(2);
    }

    @Test
    void nothingGoodIsInvalidToo() {
        asWriter()
                .body("nonsense")
                .post("/write")
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("code", equalTo("invalid"))
                .body("message", equalTo("line 1: a field must be name=value; 1 of 1 lines were not kept"))
                .body("line", equalTo(1))
                .body("errors.line", contains(1));
    }

    @Test
    void anUnknownPrecisionIsAProblemInTheWordsOfEachVersion() {
        asWriter()
                .queryParam("precision", "fortnight")
                .body("esp_telemetry,well_id=A pip=1")
                .post("/write")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:liftline:problem:malformed_request"))
                .body("code", equalTo("invalid"))
                .body("message", startsWith("precision is 'fortnight', but must be ns, us, ms, s, m, h"))
                .body("error", startsWith("unable to parse: precision is 'fortnight'"));
    }

    @Test
    void packedBodiesAreUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("esp_telemetry,well_id=%s pip=1 1763618400000"
                    .formatted(well)
                    .getBytes(StandardCharsets.UTF_8));
        }

        asWriter()
                .header("Content-Encoding", "gzip")
                .queryParam("precision", "ms")
                .body(packed.toByteArray())
                .post("/api/v2/write")
                .then()
                .statusCode(204);

        assertThat(stored.count(well)).isEqualTo(1);
    }

    @Test
    void theTokenSchemeIsTakenAndRolesCount() {
        String body = "esp_telemetry,well_id=" + well + " pip=1";
        given().body(body).post("/write").then().statusCode(401);
        given().header("Authorization", "Token nonsense")
                .body(body)
                .post("/write")
                .then()
                .statusCode(401);
        given().header("Authorization", "Token " + tokens.text(Role.VIEWER, "*"))
                .body(body)
                .post("/write")
                .then()
                .statusCode(403);
        given().header("Authorization", "token " + tokens.text(Role.OPERATOR, "*"))
                .body(body)
                .post("/write")
                .then()
                .statusCode(204);
    }

    @Test
    void aWellOutsideTheGrantsIsNamedAsForbidden() throws Exception {
        given().header("Authorization", "Token " + tokens.text(Role.WRITER, "OTHER-*"))
                .body("esp_telemetry,well_id=" + well + " pip=1")
                .post("/write")
                .then()
                .statusCode(400)
                .body("errors.code", contains("forbidden_well"));

        assertThat(stored.count(well)).isZero();
    }

    @Test
    void thePublishedClientWritesAsItIs() throws Exception {
        List<Point> points = new ArrayList<>();
        for (int second = 0; second < 500; second++) {
            points.add(Point.measurement("esp_telemetry")
                    .addTag("well_id", well)
                    .addField("pip", 800 + second / 8.0)
                    .addField("vsd_frequency", 50L)
                    .time(START.plusSeconds(second), WritePrecision.NS));
        }

        try (InfluxDBClient client = client()) {
            client.getWriteApiBlocking().writePoints(points);
            client.getWriteApiBlocking()
                    .writeRecord(WritePrecision.MS, "esp_telemetry,well_id=" + well + " pip=1 1763600000123");
        }

        assertThat(stored.count(well)).isEqualTo(501);
        assertThat(stored.sum(well, "vsd_frequency")).isEqualTo(25_000);
    }

    @Test
    void thePublishedClientWritesInTheBackgroundAndPacked() throws Exception {
        try (InfluxDBClient client = client().enableGzip()) {
            try (WriteApi writes = client.makeWriteApi(
                    WriteOptions.builder().batchSize(100).flushInterval(100).build())) {
                for (int second = 0; second < 1_000; second++) {
                    writes.writePoint(Point.measurement("esp_telemetry")
                            .addTag("well_id", well)
                            .addField("pip", 1.25)
                            .time(START.plusSeconds(second), WritePrecision.S));
                }
            }
        }

        assertThat(stored.count(well)).isEqualTo(1_000);
        assertThat(stored.sum(well, "pip")).isEqualTo(1_250);
    }

    @Test
    void thePublishedClientUnderstandsARefusal() {
        try (InfluxDBClient client = client()) {
            assertThatThrownBy(() -> client.getWriteApiBlocking()
                            .writeRecord(WritePrecision.NS, "esp_telemetry,well_id=" + well + " pip=\"high\""))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("line 1: pip high: pip must be a number");
        }
    }

    private RequestSpecification asWriter() {
        return given().header("Authorization", "Token " + tokens.text(Role.WRITER, "*"))
                .contentType("text/plain");
    }

    private InfluxDBClient client() {
        return InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url("http://localhost:" + RestAssured.port)
                .authenticateToken(tokens.text(Role.WRITER, "*").toCharArray())
                .org("field")
                .bucket("esp")
                .build());
    }
}
