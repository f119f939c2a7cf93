package io.liftline.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.TestDatabase;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The API contract, checked on the packaged program: all formats in and out, all kinds of errors.
class ContractIT {

    private static final String RANGE = "from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z";

    private static TestDatabase database;
    private static Program program;
    private static Api api;
    private static String admin;

    @BeforeAll
    static void startOnce() throws Exception {
        database = TestDatabase.empty();
        program = Program.ready(database, Map.of("LIFTLINE_ACCESS_LOG", "true"));
        api = program.api();
        admin = api.login();
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.config = RestAssuredConfig.config()
                .encoderConfig(
                        EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));
        RestAssured.port = api.base().getPort();
    }

    @AfterAll
    static void stop() throws SQLException, IOException {
        program.close();
        database.close();
        RestAssured.reset();
        for (String line : program.logLines()) {
            JsonNode entry = Api.json(line);
            assertThat(entry.get("level").asText()).as(line).isNotIn("ERROR", "FATAL");
        }
        assertThat(program.logLines())
                .as("access log")
                .anyMatch(line -> line.contains(" POST /api/v1/telemetry 200 ") && line.contains("request_id="))
                .noneMatch(line -> line.contains("atomic=perhaps"));
    }

    /// In the executable, the files come from its image.
    @Test
    void theConsoleIsServedWithAllItsFiles() {
        String page = given().get("/").then().statusCode(200).extract().asString();

        List<String> files = Pattern.compile("(?:src|href)=\"(/console/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(30);
        assertThat(files)
                .allSatisfy(
                        file -> given().get(file).then().statusCode(200).header("Content-Length", not(equalTo("0"))));
    }

    static Stream<Arguments> bodies() {
        String json = Api.sample("%s", 1).strip();
        return Stream.of(
                Arguments.of("application/json", json, 1),
                Arguments.of("application/json", "[" + json + "," + Api.sample("%s", 2) + "]", 2),
                Arguments.of("application/json", "{\"units\": {\"pip\": \"kPa\"}, \"samples\": [" + json + "]}", 1),
                Arguments.of("application/x-ndjson", json + "\n" + Api.sample("%s", 2), 2),
                Arguments.of("text/csv", """
                        well_id,timestamp,pip,motor_temp
                        %1$s,2025-11-20T06:00:00Z,812.0,96.5
                        %1$s,2025-11-20T06:00:01Z,,96.5
                        """, 2));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyFormatIsStoredPlainAndCompressed(String type, String template, int samples) throws Exception {
        String plain = template.replace("%1$s", "%s").replace("%s", "PLAIN-" + samples + type.length());
        String packed = template.replace("%1$s", "%s").replace("%s", "PACKED-" + samples + type.length());

        HttpResponse<String> plainAnswer = api.ingest(admin, type, plain);
        HttpResponse<String> packedAnswer = api.ingestPacked(admin, type, packed);

        for (HttpResponse<String> answer : new HttpResponse[] {plainAnswer, packedAnswer}) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode receipt = Api.json(answer);
            assertThat(receipt.get("received").asInt()).isEqualTo(samples);
            assertThat(receipt.get("inserted").asInt()
                            + receipt.get("updated").asInt()
                            + receipt.get("duplicates").asInt()
                            + receipt.get("conflicts").asInt())
                    .isEqualTo(samples);
        }
    }

    @Test
    void theErrorOfARejectedSampleIsNamed() throws Exception {
        String bad = "{\"well_id\": \"BAD-1\", \"timestamp\": \"2025-11-20T06:00:00Z\", \"motor_temp\": 9999}\n";

        HttpResponse<String> some = api.ingest(admin, Api.sample("BAD-1", 1) + bad);
        HttpResponse<String> none = api.ingest(admin, bad);

        assertThat(some.statusCode()).isEqualTo(200);
        assertThat(Api.json(some).get("errors").get(0).get("code").asText()).isEqualTo("out_of_range");
        assertThat(Api.json(some).get("errors").get(0).get("line").asInt()).isEqualTo(2);
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(Api.json(none).get("type").asText()).isEqualTo("urn:liftline:problem:unprocessable");
        assertThat(Api.json(none).get("errors").get(0).get("code").asText()).isEqualTo("out_of_range");
        assertThat(Api.json(none).get("rejected").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | malformed_request      | POST   | /api/v1/telemetry?atomic=perhaps | application/x-ndjson
                    400 | malformed_request      | GET    | /api/v1/wells/OUT-1/telemetry?from=yesterday |
                    404 | not_found              | GET    | /api/v1/wells/NOBODYS/latest |
                    404 | not_found              | GET    | /api/v1/nowhere |
                    405 | method_not_allowed     | DELETE | /api/v1/telemetry |
                    415 | unsupported_media_type | POST   | /api/v1/telemetry | application/xml
                    422 | unprocessable          | GET    | /api/v1/wells/OUT-1/telemetry?channels=colour |
                    """)
    void aRefusalIsAProblem(int status, String code, String method, String path, String type) {
        var request = given().header("Authorization", "Bearer " + admin);
        if (type != null) {
            request.header("Content-Type", type).body(Api.sample("REFUSED-1", 1).getBytes(StandardCharsets.UTF_8));
        }

        request.request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:liftline:problem:" + code))
                .body("status", equalTo(status));
    }

    @Test
    void anUnsupportedFormatIsNotAcceptable() {
        given().header("Authorization", "Bearer " + admin)
                .accept("image/png")
                .get("/api/v1/wells/OUT-1/telemetry")
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:liftline:problem:not_acceptable"));
    }

    @Test
    void missingOrWrongCredentialsAreUnauthenticated() {
        given().get("/api/v1/wells")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:liftline:problem:unauthenticated"));
        given().contentType("application/json")
                .body("{\"username\": \"admin\", \"password\": \"a wrong guess\"}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401)
                .body("status", equalTo(401));
    }

    @Test
    void moreSamplesThanTheLimitAreTooLarge() throws Exception {
        String lines = IntStream.rangeClosed(0, 100_000)
                .mapToObj(
                        number -> "{\"well_id\":\"BIG-1\",\"timestamp\":" + (1_700_000_000 + number) + ",\"pip\":1}\n")
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();

        HttpResponse<String> answer = api.ingestPacked(admin, Api.NDJSON, lines);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(Api.json(answer).get("type").asText()).isEqualTo("urn:liftline:problem:too_large");
    }

    @Test
    void aParameterThatIsNotKnownIsRefused() {
        given().header("Authorization", "Bearer " + admin)
                .get("/api/v1/telemetry/summary?form=-7d")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:liftline:problem:unknown_parameter"))
                .body("detail", startsWith("'form' is not a parameter here; did you mean from?"))
                .body("instance", notNullValue());
    }

    /// curl offers the upgrade with each upload, and waits for 100 when it is large.
    @Test
    void anOfferToUpgradeIsAnsweredInTheOldVersionAtOnce() throws Exception {
        String sample = Api.sample("UPGRADE-1", 1);
        try (Socket socket = new Socket("127.0.0.1", api.base().getPort())) {
            socket.setSoTimeout(10_000);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream()
                    .write(("POST /api/v1/telemetry HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                    + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nExpect: 100-continue\r\n"
                                    + "Authorization: Bearer " + admin + "\r\nContent-Type: application/x-ndjson\r\n"
                                    + "Content-Length: " + sample.length() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(answers.readLine()).isEmpty();
            socket.getOutputStream().write(sample.getBytes(StandardCharsets.US_ASCII));

            assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aClientOfTheNewVersionIsServedWhereItAsksAndWhereItBeginsWithIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.uri("/api/v1/telemetry"))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", Api.NDJSON)
                .expectContinue(true)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(Api.sample("UPGRADE-2", 1)))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
        try (Socket socket = new Socket("127.0.0.1", api.base().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // an empty SETTINGS frame

            byte[] head = socket.getInputStream().readNBytes(9);

            assertThat(head[3]).as("type SETTINGS").isEqualTo((byte) 4);
        }
    }

    @Test
    void openApiAndSwaggerUiAreServed() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/telemetry'.post.operationId", equalTo("ingestTelemetry"))
                .body("components.schemas.Sample.properties.pip.format", equalTo("double"));
        assertThat(given().get("/q/swagger-ui/")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("SwaggerUIBundle");
        assertThat(given().get("/q/swagger-ui/swagger-ui-bundle.js").statusCode())
                .isEqualTo(200);
    }
}
