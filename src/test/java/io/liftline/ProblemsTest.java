package io.liftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests with an invalid path, method, parameter or header get a problem that names the error and no
/// internals of the service.
@QuarkusTest
class ProblemsTest {

    private static final String SAMPLE =
            "{\"well_id\":\"PROBLEMS-1\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":1}";

    @Inject
    Tokens tokens;

    @ParameterizedTest
    @CsvSource({
        "GET, /nope, 404",
        "GET, /api/v1/nope, 404",
        "GET, /api/v1/wells//latest, 404",
        "GET, /api/v1/wells/%2e%2e/latest, 404",
        "GET, /api/v1/wells/%00/latest, 404",
        "GET, /api/v1/wells/A%00B/telemetry, 404",
        "GET, /api/v1/wells/%ff%fe/latest, 404",
        "GET, /api/v1/wells/%C0%80/latest, 404",
        "GET, /api/v1/wells/%ED%A0%80/latest, 404",
        "GET, /api/v1/wells/;/latest, 404",
        "DELETE, /api/v1/telemetry, 405",
        "PUT, /api/v1/telemetry, 405",
        "PUT, /api/v1/wells, 405",
        "POST, /api/v1/telemetry/latest, 405",
        "GET, /api/v1/auth/login, 405",
        "TRACE, /api/v1/wells, 405",
        "DRILL, /api/v1/wells, 405"
    })
    void aWrongPathOrMethodIsAProblem(String method, String path, int status) throws Exception {
        Wire.Request request = request(method, path);

        assertProblem(request, status);
    }

    /// The HTTP server rejects these before a resource is selected.
    @ParameterizedTest
    @ValueSource(
            strings = {"/wells/%/latest", "/wells/%zz/latest", "/wells/%4/latest", "/telemetry/latest?%", "/wells?a=%g0"
            })
    void whatIsNotPercentEncodedIsRefused(String path) throws Exception {
        assertThat(request("GET", "/api/v1" + path).send().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/telemetry/summary?from=%00, 400, from",
        "/telemetry/summary?from=yesterday, 400, yesterday",
        "/telemetry/summary?from=2025-11-20, 400, from",
        "/telemetry/summary?from=-99999999999d, 400, from",
        "/telemetry/summary?to=2025-02-30T00:00:00Z, 400, 2025-02-30",
        "/telemetry/summary?from=now&to=now, 422, empty",
        "/telemetry/summary?channels=%00, 422, channels",
        "/telemetry/summary?channels=pip:gor, 422, pip:gor",
        "/telemetry/summary?channels=PIP, 422, PIP",
        "/wells/A/telemetry?limit=x, 400, limit",
        "/wells/A/telemetry?limit=99999999999999999999, 400, limit",
        "/wells/A/telemetry?limit=%D9%A1, 400, limit",
        "/wells/A/telemetry?limit=0, 422, 10000",
        "/wells/A/telemetry?limit=10001, 422, 10001",
        "/wells/A/telemetry?order=up, 400, up",
        "/wells/A/telemetry?cursor=%00, 400, cursor",
        "/wells/A/telemetry?cursor=AAAA, 400, cursor"
    })
    void aWrongParameterIsNamedWithItsValueOrLimit(String path, int status, String named) throws Exception {
        JsonObject problem = assertProblem(request("GET", "/api/v1" + path), status);

        assertThat(problem.getString("detail")).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "garbage", "a/b/c", ";;", "text/", "/", "\"", "image/*;q=0.5"})
    void whatCannotBeProducedIsNotAcceptable(String accept) throws Exception {
        assertProblem(request("GET", "/api/v1/wells").header("Accept", accept), 406);
        assertProblem(request("GET", "/api/v1/wells/A/telemetry").header("Accept", accept), 406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/xml",
                "garbage",
                "a/b/c",
                "/",
                "*/*",
                "text/*",
                "text/plain",
                "application/json; charset=utf-16",
                "application/json; charset=",
                "application/json; charset=nope",
                "text/csv; charset=latin1"
            })
    void aBodyOfAnotherKindIsUnsupported(String contentType) throws Exception {
        assertProblem(
                request("POST", "/api/v1/telemetry")
                        .header("Content-Type", contentType)
                        .body(SAMPLE),
                415);
    }

    @Test
    void aBodyWithoutContentTypeIsUnsupported() throws Exception {
        JsonObject problem = assertProblem(request("POST", "/api/v1/telemetry").body(SAMPLE), 415);

        assertThat(problem.getString("detail")).contains("Content-Type", "text/csv");
    }

    @ParameterizedTest
    @CsvSource({
        "atomic=maybe, 400, maybe",
        "atomic=%00, 400, atomic",
        "on_conflict=replace, 400, replace",
        "units=pip, 422, pip",
        "units=pip:%00, 422, pip",
        "units=nope:psi, 422, channel",
        "units=:::, 422, units"
    })
    void wrongTermsOfAnIngestAreNamed(String query, int status, String named) throws Exception {
        JsonObject problem = assertProblem(
                request("POST", "/api/v1/telemetry?" + query)
                        .header("Content-Type", "application/json")
                        .body(SAMPLE),
                status);

        assertThat(problem.encode()).contains(named);
    }

    @Test
    void anAddressOrHeadersBeyondAllBoundsAreCutOff() throws Exception {
        String long40k = "a".repeat(40_000);

        assertThat(request("GET", "/api/v1/wells?x=" + long40k).send().status()).isEqualTo(414);
        assertThat(request("GET", "/api/v1/wells/" + long40k + "/latest").send().status())
                .isEqualTo(414);
        assertThat(request("GET", "/api/v1/wells")
                        .header("X-Long", "a".repeat(200_000))
                        .send()
                        .status())
                .isEqualTo(431);
        assertThat(request("GET", "/api/v1/telemetry/latest?wells=" + "A,".repeat(1_900))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "abcdefghij", "+1000000", "99999999999999999999", "2\r\nContent-Length: 3", "0x2"})
    void aContentLengthThatIsNoneIsRefused(String length) throws Exception {
        Wire.Request request = request("POST", "/api/v1/telemetry")
                .header("Content-Type", "application/json")
                .header("Content-Length", length)
                .body("[]");

        assertThat(request.send().status()).isEqualTo(400);
    }

    @Test
    void aContentLengthBeyondTheLimitIsRefusedBeforeTheBody() throws Exception {
        Wire.Request request = request("POST", "/api/v1/telemetry")
                .header("Content-Type", "application/json")
                .header("Content-Length", "999999999")
                .body("[]");

        assertThat(assertProblem(request, 413).getString("detail")).contains("999999999");
    }

    private Wire.Request request(String method, String path) {
        return Wire.request(method, path).header("Authorization", "Bearer " + tokens.text(Role.ADMIN, "*"));
    }

    private static JsonObject assertProblem(Wire.Request request, int status) throws Exception {
        return Wire.assertProblem(request.send(), status);
    }
}
