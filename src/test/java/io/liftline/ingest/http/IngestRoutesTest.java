package io.liftline.ingest.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.Tokens;
import io.liftline.web.MemoryBudget;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Features that the REST layer provides for other routes, and that ingest routes implement themselves.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
@TestProfile(IngestRoutesTest.SmallBodies.class)
class IngestRoutesTest {

    private static final String SAMPLE =
            "{\"well_id\":\"ROUTES-1\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":812.0}";

    @Inject
    Tokens tokens;

    @Inject
    MemoryBudget memory;

    public static class SmallBodies implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("liftline.ingest.max-body-size", "100K");
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/telemetry, 'GET, HEAD, POST'", "/write, POST", "/api/v2/write, POST"})
    void anotherMethodIsToldWhichOneToUse(String path, String allowed) {
        Response response = as(Role.WRITER).put(path);

        assertProblem(response, 405, "method_not_allowed");
        assertThat(response.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */*                                | 200
                    application/*                      | 200
                    application/json                   | 200
                    text/html, application/json;q=0.5  | 200
                    Application/Json                   | 200
                    text/csv                           | 406
                    application/xml                    | 406
                    nonsense                           | 406
                    """)
    void aReceiptIsJsonAndHasToBeAccepted(String accept, int status) {
        Response response = post(as(Role.WRITER).header("Accept", accept), "application/x-ndjson", SAMPLE);

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-ndjson, 200",
        "Application/X-NDJSON; charset=UTF-8, 200",
        "application/json;charset=us-ascii, 200",
        "application/json;charset=utf-16, 415",
        "text/plain, 415",
        "application/octet-stream, 415",
        "json, 415"
    })
    void theContentTypeDecides(String contentType, int status) {
        assertThat(post(as(Role.WRITER), contentType, SAMPLE).statusCode()).isEqualTo(status);
    }

    @Test
    void anEncodingNobodyKnowsIsRefused() {
        assertProblem(
                post(as(Role.WRITER).header("Content-Encoding", "br"), "application/json", SAMPLE),
                415,
                "unsupported_media_type");
    }

    @Test
    void aPathWithASlashAtItsEndIsTheSameRoute() {
        assertThat(post(as(Role.VIEWER), "application/json", SAMPLE, "/api/v1/telemetry/")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(as(Role.WRITER), "application/json", SAMPLE, "/api/v1/telemetry/")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyAtTheLimitIsTakenAndOneByteMoreIsNot() throws Exception {
        String atTheLimit = SAMPLE + "\n".repeat(100 * 1024 - SAMPLE.length());

        assertThat(exchange("/api/v1/telemetry", "Content-Length: " + atTheLimit.length(), atTheLimit))
                .startsWith("HTTP/1.1 200");
        assertThat(exchange("/api/v1/telemetry", "Content-Length: " + (atTheLimit.length() + 1), atTheLimit + "\n"))
                .startsWith("HTTP/1.1 413")
                .contains("urn:liftline:problem:too_large", "102400 bytes");
        assertThat(memory.used()).isZero();
    }

    @Test
    void aChunkedBodyBeyondTheLimitIsAProblemToo() throws Exception {
        String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";

        assertThat(exchange("/api/v1/telemetry", "Transfer-Encoding: chunked", chunk.repeat(4)))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "urn:liftline:problem:too_large");
        assertThat(exchange(
                        "/api/v1/telemetry",
                        "Transfer-Encoding: chunked",
                        "%x\r\n%s\r\n0\r\n\r\n".formatted(SAMPLE.length(), SAMPLE)))
                .startsWith("HTTP/1.1 200")
                .contains("\"received\":1");
    }

    @Test
    void aQueryThatCannotBeDecodedIsMalformed() throws Exception {
        for (String query : List.of("units=%zz", "units=%f", "on_conflict=%")) {
            assertThat(exchange("/api/v1/telemetry?" + query, "Content-Length: " + SAMPLE.length(), SAMPLE))
                    .as(query)
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void theConnectionIsGoodForMoreAfterARefusal() throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String refused = head("/api/v1/telemetry?atomic=perhaps", "Content-Length: " + SAMPLE.length()) + SAMPLE;
            String good =
                    head("/api/v1/telemetry", "Content-Length: " + SAMPLE.length() + "\r\nConnection: close") + SAMPLE;
            socket.getOutputStream().write((refused + good).getBytes(StandardCharsets.US_ASCII));

            assertThat(text(socket)).contains("HTTP/1.1 400", "atomic is 'perhaps'", "HTTP/1.1 200");
        }
    }

    /// Otherwise the service would read the client's next request as the rest of the body.
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 200000", "Transfer-Encoding: chunked"})
    void aRefusalBeforeTheEndOfABodySaysThatTheConnectionEnds(String framing) throws Exception {
        String begun = framing.startsWith("Transfer")
                ? ("8000\r\n" + " ".repeat(0x8000) + "\r\n").repeat(4)
                        + "8000\r\n" // the text that follows is in this chunk
                : " ".repeat(1_000);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head("/api/v1/telemetry", framing) + begun
                                    + "GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            String answers = text(socket);

            assertThat(answers).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
            assertThat(answers.split("HTTP/1.1 ", -1)).as(answers).hasSize(2);
        }
    }

    private RequestSpecification as(Role role) {
        return given().header("Authorization", "Bearer " + tokens.text(role, "*"));
    }

    private static Response post(RequestSpecification request, String contentType, String body) {
        return post(request, contentType, body, "/api/v1/telemetry");
    }

    private static Response post(RequestSpecification request, String contentType, String body, String path) {
        EncoderConfig asItIs = EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return request.config(RestAssured.config().encoderConfig(asItIs))
                .header("Content-Type", contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    private static void assertProblem(Response response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(new JsonObject(response.asString()).getString("type")).isEqualTo("urn:liftline:problem:" + code);
    }

    /// Sends a raw request and returns everything that arrives until the connection is closed.
    private String exchange(String target, String framing, String body) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((head(target, framing + "\r\nConnection: close") + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return text(socket);
        }
    }

    private String head(String target, String headers) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
                .formatted(target, tokens.text(Role.WRITER, "*"), headers);
    }

    private static String text(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .collect(Collectors.joining("\n"));
    }
}
