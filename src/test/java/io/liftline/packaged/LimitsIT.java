package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The packaged program with low rate limits, behind a proxy that it trusts.
class LimitsIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MANY = 40;
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static TestDatabase database;
    private static Program program;
    private static String viewer;
    private static String writer;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.empty();
        program = Program.ready(
                database,
                Map.of(
                        "LIFTLINE_LIMITS_ADDRESS", "5",
                        "LIFTLINE_LIMITS_VIEWER", "5",
                        "LIFTLINE_LIMITS_INGEST", "5",
                        "LIFTLINE_LIMITS_BURST", "PT2S",
                        "LIFTLINE_BEHIND_PROXY", "true"));
        String admin = program.api().login();
        viewer = key(admin, "viewer");
        writer = key(admin, "writer");
    }

    @AfterAll
    static void stop() throws Exception {
        program.close();
        database.close();
    }

    @Test
    void anAddressWithoutCredentialsIsLimitedAndItsKnownClientsAreNot() throws Exception {
        List<HttpResponse<String>> answers =
                many(i -> request("/api/v1/auth/me", i % 2 == 0 ? "" : "Bearer made.up." + i, "192.0.2.1"));

        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .contains(401, 429)
                .containsOnly(401, 429);
        HttpResponse<String> refused = lastOf(answers);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Api.json(refused).get("type").asText()).isEqualTo("urn:liftline:problem:too_many_requests");
        many(i -> request("/made/up", "", "192.0.2.1"));
        assertThat(send(request("/api/v1/auth/me", "Bearer " + viewer, "192.0.2.1"))
                        .statusCode())
                .as("a known key from the same address")
                .isEqualTo(200);
        assertThat(send(request("/api/v1/auth/me", "", "192.0.2.2")).statusCode())
                .as("another address")
                .isEqualTo(401);
        assertThat(metric("address")).isPositive();
    }

    @Test
    void aCallerIsLimitedByItsRoleFromAllAddressesTogether() throws Exception {
        List<HttpResponse<String>> answers = many(i -> request("/api/v1/wells", "Bearer " + viewer, "198.51.100." + i));

        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .contains(200, 429)
                .containsOnly(200, 429);
        assertThat(Api.json(lastOf(answers)).get("detail").asText())
                .isEqualTo("More than 5 requests a second of key:" + viewer.substring(4, 16));
        assertThat(send(request("/api/v1/wells", "Bearer " + program.api().login(), "198.51.100.1"))
                        .statusCode())
                .as("another caller")
                .isEqualTo(200);
        assertThat(metric("viewer")).isPositive();
    }

    @Test
    void ingestIsLimitedInTheWordsOfItsClients() throws Exception {
        List<HttpResponse<String>> lines =
                many(i -> request("/api/v2/write?precision=s", "Token " + writer, "203.0.113.1")
                        .POST(BodyPublishers.ofString("esp,well_id=LIMITS-1 pip=1 " + (1763618400 + i))));
        List<HttpResponse<String>> samples = many(i -> request("/api/v1/telemetry", "Bearer " + writer, "203.0.113.1")
                .header("Content-Type", Api.NDJSON)
                .POST(BodyPublishers.ofString(Api.sample("LIMITS-1", i))));

        assertThat(lines)
                .extracting(HttpResponse::statusCode)
                .contains(204, 429)
                .containsOnly(204, 429);
        JsonNode refusal = Api.json(lastOf(lines));
        assertThat(refusal.get("error").asText()).contains("More than 5 requests a second");
        assertThat(lastOf(lines).headers().firstValue("Retry-After")).contains("1");
        assertThat(samples).extracting(HttpResponse::statusCode).contains(429).isSubsetOf(200, 429);
        assertThat(metric("ingest")).isPositive();
    }

    @Test
    void theAuditHasTheAddressThatATrustedProxyNames() throws Exception {
        send(request("/api/v1/auth/login", "", "203.0.113.77")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\": \"nobody\", \"password\": \"wrong\"}")));

        Await.until(
                "the refused login is stored",
                WITHIN,
                () -> !database.rows("SELECT FROM audit_event WHERE actor = 'nobody'")
                        .isEmpty());
        assertThat(database.rows("SELECT DISTINCT address FROM audit_event WHERE actor = 'nobody'"))
                .containsExactly("203.0.113.77");
    }

    private static String key(String admin, String role) throws Exception {
        HttpResponse<String> created = program.api()
                .post(
                        "/api/v1/api-keys",
                        admin,
                        "{\"name\": \"%s\", \"roles\": [\"%s\"], \"wells\": [\"*\"]}".formatted(role, role));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return Api.json(created).get("key").asText();
    }

    private static HttpRequest.Builder request(String path, String authorization, String client) {
        HttpRequest.Builder request = HttpRequest.newBuilder(program.api().uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("X-Forwarded-For", client);
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static List<HttpResponse<String>> many(IntFunction<HttpRequest.Builder> request) throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            answers.add(send(request.apply(i)));
        }
        return answers;
    }

    private static HttpResponse<String> lastOf(List<HttpResponse<String>> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static double metric(String limit) throws Exception {
        return program.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("liftline_http_limited_total{") && line.contains('"' + limit + '"'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
