package io.liftline.ingest.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Wire;
import io.liftline.ingest.StoredRows;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.influxdb.BatchOptions;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.Point;
import org.influxdb.dto.Query;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests of Telegraf and the InfluxDB clients with their default settings, including the checks before a
/// write, and answers in the form that they parse.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
@SuppressWarnings("NullAway.Init") // injected
class InfluxClientsResourceTest {

    private static final long SECONDS = 1_763_618_400;
    private static final Instant START = Instant.ofEpochSecond(SECONDS);

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    @TestHTTPResource(value = "metrics", management = true)
    URL metrics;

    private String well;

    @BeforeEach
    void newWell() {
        well = "INFLUX-" + System.nanoTime();
    }

    @Test
    void aBatchOfTelegrafIsStoredAndItsTagsAreCounted() throws Exception {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            batch.append("esp_telemetry,host=gw-07,region=north,well_id=%s pip=801.5,Quality=\"Good\" %d000000000\n"
                    .formatted(well, SECONDS + i));
        }

        write("/write?consistency=any&db=telegraf", batch.toString()).then().statusCode(204);

        assertThat(stored.count(well)).isEqualTo(1_000);
        String scraped = given().get(metrics).asString();
        assertThat(scraped.lines())
                .anyMatch(line -> line.startsWith("liftline_ingest_passed_over_total{kind=\"tag\",name=\"region\""))
                .anyMatch(line -> line.startsWith("liftline_ingest_passed_over_total{kind=\"field\",name=\"Quality\""));
    }

    @Test
    void namesThatArePassedOverMakeABoundedNumberOfSeries() {
        StringBuilder batch = new StringBuilder();
        for (int request = 0; request < 20; request++) {
            batch.setLength(0);
            for (int i = 0; i < 16; i++) {
                batch.append("m,well_id=%s,made-up-%d-%d=x pip=1\n".formatted(well, request, i));
            }
            write("/write", batch.toString()).then().statusCode(204);
        }

        String scraped = given().get(metrics).asString();

        assertThat(scraped.lines().filter(line -> line.startsWith("liftline_ingest_passed_over_total")))
                .hasSizeLessThan(110)
                .anyMatch(line -> line.contains("kind=\"tag\",name=\"OTHER\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /write?precision=s                        | modbus,host=gw,well_id=WELL,slave_id=3 pip=801.5,Status="ok",running=true 1763618400
                    /write?precision=m                        | m,well_id=WELL pip=801.5 29393640
                    /api/v2/write?bucket=b&org=o&precision=ms | m,well_id=WELL pip=801.5 1763618400000
                    /api/v3/write_lp?db=b&precision=millisecond&no_sync=true&accept_partial=true | m,well_id=WELL pip=801.5 1763618400000
                    /api/v3/write_lp?db=b                     | m,well_id=WELL pip=801.5 1763618400
                    /api/v3/write_lp?db=b&precision=auto      | m,well_id=WELL pip=801.5 1763618400000000000
                    /write?precision=s&well_tag=pad&fields=PIP:pip | opcua,pad=WELL,well_id=no PIP=801.5 1763618400
                    /write?precision=s&null=-999.25,Bad       | m,well_id=WELL pip=801.5,torque=-999.25,motor_temp="Bad" 1763618400
                    """)
    void whatAClientMaySayIsUnderstood(String path, String line) throws Exception {
        write(path, line.replace("WELL", well)).then().statusCode(204);

        assertThat(stored.sum(well, "pip")).isEqualTo(801.5);
        assertThat(stored.sum(well, "torque")).isZero();
        assertThat(stored.text("SELECT timestamp AT TIME ZONE 'UTC' FROM esp_telemetry WHERE well_id = '" + well + "'"))
                .isEqualTo("2025-11-20 06:00:00");
    }

    @Test
    void whatIsPassedOverIsRefusedWithStrict() throws Exception {
        write("/write?precision=s&strict=true", "esp_telemetry,host=gw,well_id=%s pip=1 %d".formatted(well, SECONDS))
                .then()
                .statusCode(400)
                .body("errors.code", contains("unknown_tag"))
                .body("message", startsWith("line 1: host gw: "));

        assertThat(stored.count(well)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "token", "token with user", "bearer", "parameter"})
    void credentialsComeInEachWay(String way) throws Exception {
        String token = tokens.text(Role.WRITER, "*");
        String line = "m,well_id=%s pip=1 %d".formatted(well, SECONDS);
        RequestSpecification request = given().body(line);
        switch (way) {
            case "basic" -> request.auth().preemptive().basic("anybody", token);
            case "token" -> request.header("Authorization", "Token " + token);
            case "token with user" -> request.header("Authorization", "Token anybody:" + token);
            case "bearer" -> request.header("Authorization", "Bearer " + token);
            default -> request.queryParam("u", "anybody").queryParam("p", token);
        }

        request.queryParam("precision", "s").post("/write").then().statusCode(204);

        assertThat(stored.count(well)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"Basic, YW55Ym9keTpub25zZW5zZQ==", "Basic, !!!", "Basic, ''", "Token, a:b", "Bearer, x"})
    void badCredentialsAreRefused(String scheme, String text) {
        given().header("Authorization", scheme + " " + text)
                .body("m,well_id=A pip=1")
                .post("/write")
                .then()
                .statusCode(401);
        given().queryParam("p", "nonsense")
                .body("m,well_id=A pip=1")
                .post("/write")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | /write                  | none   | text/plain | 401 | unauthenticated        | unauthorized       | authorization failed: Send
                    POST | /write                  | viewer | text/plain | 403 | forbidden              | forbidden          | user is not authorized to write
                    PUT  | /api/v2/write           | writer | text/plain | 405 | method_not_allowed     | method not allowed | unable to parse: The method
                    POST | /api/v3/write_lp?unit=x | writer | text/plain | 400 | unknown_parameter      | invalid            | unable to parse: 'unit' is not a parameter
                    POST | /write?units=pip:ell    | writer | text/plain | 422 | unprocessable          | unprocessable entity | unable to parse: pip is accepted in
                    POST | /write?fields=A:b       | writer | text/plain | 422 | unprocessable          | unprocessable entity | unable to parse: fields name a channel
                    POST | /write?precision=%25    | writer | text/plain | 400 | malformed_request      | invalid            | unable to parse: precision is
                    """)
    void aRefusalHasTheWordsOfEachVersion(
            String method,
            String path,
            String role,
            String type,
            int status,
            String problem,
            String code,
            String error) {
        RequestSpecification request = given().urlEncodingEnabled(false).contentType(type);
        if (!role.equals("none")) {
            request.header("Authorization", "Bearer " + tokens.text(Role.valueOf(role.toUpperCase(Locale.ROOT)), "*"));
        }

        request.body("m,well_id=A pip=1")
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:liftline:problem:" + problem))
                .body("detail", notNullValue())
                .body("instance", notNullValue())
                .body("code", equalTo(code))
                .body("message", notNullValue())
                .body("error", startsWith(error));
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedInTheWordsOfEachVersion() throws Exception {
        String answer = Wire.request("POST", "/write")
                .header("Authorization", "Token " + tokens.text(Role.WRITER, "*"))
                .header("Content-Length", "999999999")
                .send()
                .body();

        assertThat(answer)
                .contains("\"type\":\"urn:liftline:problem:too_large\"")
                .contains("\"code\":\"request too large\"")
                .contains("\"error\":\"unable to parse: The body holds 999999999 bytes");
    }

    @Test
    void theClientOfVersionOneReportsABadPointOnceAndStoresTheOthers() throws Exception {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Point> lost = new ConcurrentLinkedQueue<>();
        try (InfluxDB client = InfluxDBFactory.connect(
                "http://localhost:" + RestAssured.port, "anybody", tokens.text(Role.WRITER, "*"))) {
            assertThat(client.ping().isGood()).isTrue();
            client.query(new Query("CREATE DATABASE \"telegraf\""));
            client.setDatabase("telegraf");
            client.enableBatch(BatchOptions.DEFAULTS
                    .actions(100)
                    .flushDuration(50)
                    .bufferLimit(10_000)
                    .exceptionHandler((points, failure) -> {
                        failures.add(failure);
                        points.forEach(lost::add);
                    }));
            for (int i = 0; i < 100; i++) {
                client.write(point(i, i == 50 ? 99_999 : 800));
            }
            Await.until("99 points are stored, one is reported", () -> stored.count(well) == 99 && !failures.isEmpty());
            client.write(point(200, 800));
            Await.until("the client goes on", () -> stored.count(well) == 100);
            client.flush();
        }

        assertThat(failures).singleElement().isInstanceOf(InfluxDBException.UnableToParseException.class);
        assertThat(failures.element()).hasMessageContaining("line 51: pip 99999");
        assertThat(lost).hasSize(100);
        assertThat(stored.count(well)).isEqualTo(100);
    }

    private Point point(int second, double pip) {
        return Point.measurement("modbus")
                .time(START.plusSeconds(second).toEpochMilli(), TimeUnit.MILLISECONDS)
                .tag("well_id", well)
                .tag("host", "gw-07")
                .addField("pip", pip)
                .build();
    }

    private Response write(String path, String body) {
        return asWriter().urlEncodingEnabled(false).body(body).post(path);
    }

    private RequestSpecification asWriter() {
        return given().header("Authorization", "Token " + tokens.text(Role.WRITER, "*"));
    }
}
