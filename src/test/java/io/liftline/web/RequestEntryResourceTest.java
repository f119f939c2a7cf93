package io.liftline.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The handling of every request before its route: request ids, metric labels and invalid URIs.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class RequestEntryResourceTest {

    @Inject
    Tokens tokens;

    @TestHTTPResource(value = "metrics", management = true)
    URL metrics;

    private final LoggedErrors errors = new LoggedErrors();

    /// Collects the errors that the service logs.
    private static final class LoggedErrors extends Handler {

        private final ConcurrentLinkedQueue<LogRecord> records = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                if (record instanceof ExtLogRecord logged) {
                    logged.copyMdc(); // the MDC belongs to the logging thread
                }
                records.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(errors);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(errors);
    }

    @Test
    @Timeout(60) // a connection that stalls would block the test
    void theConnectionOfARefusedRequestWithALargeBodyIsUsedAgain() throws Exception {
        byte[] body = new byte[8 << 20];
        try (RawConnection client = new RawConnection()) {
            client.send("POST /api/v1/%zz HTTP/1.1\r\nHost: test\r\nContent-Length: " + body.length + "\r\n\r\n");
            client.send(body);
            assertThat(client.receive().status()).isEqualTo(400);

            client.send("GET /api/v1/wells HTTP/1.1\r\nHost: test\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/wells/%/latest, 400",
        "GET, /api/v1/wells/%zz/latest, 400",
        "GET, /api/v1/wells/%4/latest, 400",
        "GET, /api/v1/telemetry/latest?%, 400",
        "GET, /api/v1/telemetry/latest?wells=%, 400",
        "GET, /api/v1/wells?a=%g0, 400",
        "GET, /nope?a=%g0, 400",
        "GET, /%, 400",
        "POST, /write?precision=%, 400",
        "POST, /api/v1/telemetry?units=%zz, 400",
        "GET, *, 404",
        "OPTIONS, *, 404",
        "GET, nope, 404"
    })
    void anAddressThatCannotBeReadIsAProblem(String method, String path, int status) throws Exception {
        JsonObject problem = Wire.assertProblem(request(method, path).send(), status);

        assertThat(problem.getString("instance")).isNotBlank();
        assertThat(errors.records).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/wells", "/api/v1/telemetry/latest", "/write", "/nope"})
    void aRequestWithoutAHostIsAProblem(String path) throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send("GET " + path + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n");

            JsonObject problem = Wire.assertProblem(connection.receive(), 400);

            assertThat(problem.getString("detail")).contains("Host");
        }
        assertThat(errors.records).isEmpty();
    }

    @Test
    void anOldClientNeedNotNameAHost() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send("GET /api/v1/wells/NONE-1/latest HTTP/1.0\r\nAuthorization: Bearer "
                    + tokens.text(Role.ADMIN, "*") + "\r\n\r\n");

            Wire.assertProblem(connection.receive(), 404);
        }
        assertThat(errors.records).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/wells/%20x/latest, 404",
        "/api/v1/wells/x%2Flatest/latest, 404",
        "/api/v1/wells/A%3Fb/latest, 404",
        "/api/v1/wells/A%23b/telemetry, 404",
        "/api/v1/wells/A%2520/latest, 404",
        "/api/v1/wells/%E2%82%AC/telemetry?from=-1h, 404",
        "/api%2Fv1/wells, 404",
        "/api/v1/w%65lls, 200",
        "/api/v1/./wells, 200",
        "/api/v1/nope/../wells, 200",
        "/api/v1/wells/, 200",
        "//api/v1/wells, 200"
    })
    void anOddButValidEscapeGoesByTheRoute(String path, int status) throws Exception {
        RawConnection.Response response = request("GET", path).send();

        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(errors.records).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/wells, 200",
        "GET, /api/v1/wells/NONE-1/latest, 404",
        "GET, /nope, 404",
        "GET, /api/v1/wells/%, 400",
        "PUT, /write, 405",
        "POST, /api/v1/telemetry, 415",
        "DELETE, /api/v1/wells, 405",
        "GET, /.well-known/jwks.json, 200"
    })
    void theRequestKeepsItsNameInAnswerAndProblem(String method, String path, int status) throws Exception {
        RawConnection.Response response = request(method, path)
                .header("X-Request-Id", "gw-07/2025-11-20#1")
                .send();

        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(header(response, "x-request-id")).isEqualTo("gw-07/2025-11-20#1");
        if (status >= 400) {
            assertThat(new JsonObject(response.body()).getString("instance")).isEqualTo("gw-07/2025-11-20#1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb", "\u00e9", "LONG"})
    void aNameThatIsNotSaneIsReplaced(String given) throws Exception {
        String id = given.replace("LONG", "x".repeat(129));

        String answered =
                header(request("GET", "/nope").header("X-Request-Id", id).send(), "x-request-id");

        assertThat(UUID.fromString(answered).toString()).isEqualTo(answered);
        assertThat(UUID.fromString(answered).version()).isEqualTo(4);
        assertThat(UUID.fromString(answered).variant()).isEqualTo(2);
        assertThat(header(request("GET", "/nope").send(), "x-request-id")).isNotEqualTo(answered);
    }

    @Test
    void theLongestNameIsKept() throws Exception {
        String id = "x".repeat(128);

        assertThat(header(request("GET", "/nope").header("X-Request-Id", id).send(), "x-request-id"))
                .isEqualTo(id);
    }

    @Test
    void aLogLineHasTheNameOfItsRequest() throws Exception {
        given().header("X-Request-Id", "fails-1").get("/test/fails").then().statusCode(500);

        assertThat(errors.records)
                .singleElement()
                .isInstanceOfSatisfying(
                        ExtLogRecord.class,
                        record -> assertThat(record.getMdc("request_id")).isEqualTo("fails-1"));
    }

    @Test
    void pathsAndMethodsThatAreMadeUpDoNotBlindTheMetrics() throws Exception {
        for (int i = 0; i < 130; i++) {
            assertThat(Wire.request("GET", "/made-up/" + i).send().status()).isEqualTo(404);
            Wire.request("GET", "/api/v1/wells/MADE-UP-" + i + "/latest").send();
            Wire.request("DELETE", "/api/v1/wells/made-up-" + i).send();
            Wire.request("GET", "/made-up/%" + i + "x").send();
            Wire.request("MADEUP" + i, "/api/v1/wells").send();
            Wire.request("PUT", "/write/" + i).send();
        }
        given().header("Authorization", "Bearer " + tokens.text(Role.ADMIN, "*"))
                .get("/api/v1/telemetry/summary") // not by Wire: its source is the name of a table until the rollups
                // are ready
                .then()
                .statusCode(200);
        request("PUT", "/write").send();

        String scraped = given().get(metrics).then().statusCode(200).extract().asString();

        assertThat(scraped.lines().filter(line -> line.startsWith("http_server")))
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("made"))
                .noneMatch(line -> line.contains("uri=\"/write/"))
                .anyMatch(line -> line.contains("uri=\"OTHER\"") && line.contains("method=\"GET\""))
                .anyMatch(line -> line.contains("method=\"OTHER\""))
                .anyMatch(line ->
                        line.contains("uri=\"/api/v1/wells/{well_id}/latest\"") && line.contains("status=\"401\""))
                .anyMatch(line -> line.contains("uri=\"/api/v1/telemetry/summary\"") && line.contains("status=\"200\""))
                .anyMatch(line -> line.contains("uri=\"/write\"") && line.contains("status=\"405\""));
    }

    private Wire.Request request(String method, String path) {
        return Wire.request(method, path).header("Authorization", "Bearer " + tokens.text(Role.ADMIN, "*"));
    }

    private static String header(RawConnection.Response response, String name) {
        return response.head()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("none");
    }
}
