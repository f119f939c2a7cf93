package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Tool;
import io.liftline.ingest.sample.RejectCode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The metrics on the management port: their format, and what an operator alerts on.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class MetricsTest {

    private static final String TELEMETRY = "/api/v1/telemetry";
    private static final String NDJSON = "application/x-ndjson";

    @Inject
    Tokens tokens;

    @TestHTTPResource(value = "metrics", management = true)
    URI metrics;

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "text/plain;version=0.0.4"})
    void withoutOpenMetricsInAcceptTheFormatIsText(String accept) {
        var request = accept.isEmpty() ? given() : given().header("Accept", accept);

        assertThat(request.get(metrics).contentType()).startsWith("text/plain");
    }

    @Test
    void openMetricsIsThereForWhoAsks() {
        assertThat(given().header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
                        .get(metrics)
                        .contentType())
                .startsWith("application/openmetrics-text");
    }

    @Test
    void everyMetricIsExplained() {
        List<String> lines = scrape();
        Set<String> explained = lines.stream()
                .filter(line -> line.startsWith("# HELP "))
                .map(line -> line.split(" ", 4))
                .filter(words -> words.length == 4 && !words[3].isBlank())
                .map(words -> words[2])
                .collect(Collectors.toSet());

        assertThat(explained)
                .containsAll(lines.stream()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.split(" ", 4)[2])
                        .toList());
        assertThat(explained)
                .contains(
                        "liftline_ingest_samples_total",
                        "liftline_request_seconds",
                        "liftline_ingest_commit_seconds",
                        "liftline_ingest_event_lag_seconds",
                        "liftline_wells_silent",
                        "liftline_newest_event_age_seconds",
                        "liftline_copy_connections_active",
                        "liftline_copy_connections_waiting",
                        "liftline_logins_total",
                        "liftline_unauthenticated_total",
                        "liftline_database_up",
                        "liftline_build_info");
    }

    /// Alerts on a metric that does not exist never fire.
    @Test
    void everyMetricOfTheAlertsExists() throws Exception {
        List<String> scraped = scrape();
        Matcher names = Pattern.compile("\\bliftline_\\w+")
                .matcher(Files.readString(Path.of("deploy/prometheus/liftline-service.rules.yaml")));

        while (names.find()) {
            String name = names.group();
            assertThat(scraped).as(name).anyMatch(line -> line.matches("\\Q" + name + "\\E[ {].*"));
        }
    }

    @Test
    void promtoolFindsNoFault() throws Exception {
        assumeThat(Tool.isThere("promtool")).as("promtool is installed").isTrue();
        Path scraped = Files.writeString(Path.of("target", "scraped.prom"), String.join("\n", scrape()) + "\n");

        Tool.Result result = Tool.run(List.of("sh", "-c", "promtool check metrics < " + scraped), Map.of());

        assertThat(result.output()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void samplesAreCountedByOutcomeAndCode() {
        String well = "METRICS-" + System.nanoTime();
        double inserted = samples("inserted", "none");
        double duplicates = samples("duplicate", "none");
        double conflicts = samples("conflict", "none");
        double ranges = samples("rejected", "out_of_range");
        double prevented = samples("rejected", "atomic");

        post("", sample(well, 1, 801.5) + sample(well, 2, 99_999) + sample(well, 3, 803.5));
        post("", sample(well, 1, 801.5) + sample(well, 3, 804.5));
        post("?atomic=true", sample(well, 4, 801.5) + sample(well, 5, 99_999));

        Await.until("the samples are counted", () -> samples("inserted", "none") == inserted + 2);
        assertThat(samples("duplicate", "none")).isEqualTo(duplicates + 1);
        assertThat(samples("conflict", "none")).isEqualTo(conflicts + 1);
        assertThat(samples("rejected", "out_of_range")).isEqualTo(ranges + 2);
        assertThat(samples("rejected", "atomic")).isEqualTo(prevented + 1);
    }

    /// The labels come from enums only, whatever clients send.
    @Test
    void theSeriesOfSamplesAreBounded() {
        String well = "METRICS-" + System.nanoTime();
        for (String line : List.of(
                "{}",
                "nonsense",
                "{\"well_id\": \"%s\"}".formatted(well),
                sample(well, 1, -1e9).strip(),
                sample(well, 1, 1).replace("pip", "made_up").strip(),
                sample("!", 1, 1).strip(),
                sample(well, 1, 1).replace("2025", "1925").strip(),
                sample(well, 1, 1).replace("2025", "2925").strip(),
                sample(well, 1, 1).replace("1.0", "\"x\"").strip())) {
            post("", line);
        }

        List<String> series = scrape().stream()
                .filter(line -> line.startsWith("liftline_ingest_samples_total{"))
                .toList();
        assertThat(series).hasSizeLessThanOrEqualTo(6 + 1 + RejectCode.values().length);
        assertThat(series)
                .filteredOn(line -> line.contains("outcome=\"rejected\""))
                .hasSizeGreaterThan(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ingest  | POST | /api/v1/telemetry
                    latest  | GET  | /api/v1/wells/METRICS/latest
                    latest  | GET  | /api/v1/telemetry/latest
                    range   | GET  | /api/v1/wells/METRICS/telemetry
                    range   | GET  | /api/v1/telemetry
                    series  | GET  | /api/v1/wells/METRICS/series
                    series  | GET  | /api/v1/telemetry/series
                    summary | GET  | /api/v1/telemetry/summary
                    """)
    void aRequestIsMeasuredByWhatItAsksFor(String operation, String method, String path) {
        post("", sample("METRICS", 1, 1));
        double before = requests(operation);

        RequestSpecification request = tokens.as(Role.ADMIN);
        (method.equals("POST") ? request.contentType(NDJSON).body(bytes(sample("METRICS", 1, 1))) : request)
                .request(method, path);

        Await.until("the request is measured", () -> requests(operation) > before);
    }

    @Test
    void timesAreHistogramsWithBucketsForObjectives() {
        post("", sample("METRICS", 1, 1));

        assertThat(scrape())
                .anyMatch(line -> line.startsWith("liftline_request_seconds_bucket{")
                        && line.contains("operation=\"latest\"")
                        && line.contains("le=\"0.05\""))
                .anyMatch(line -> line.startsWith("liftline_ingest_commit_seconds_bucket{")
                        && line.contains("outcome=\"committed\"")
                        && line.contains("le=\"0.1\""))
                .anyMatch(line -> line.startsWith("liftline_ingest_event_lag_seconds_bucket{le=\"60.0\"}"));
    }

    @Test
    void refusedCredentialsAreCountedByReason() {
        assertCounted("missing", () -> given().get("/api/v1/wells"));
        assertCounted("missing", () -> given().contentType(NDJSON).post(TELEMETRY));
        assertCounted("malformed", () -> bearer("nonsense").get("/api/v1/wells"));
        assertCounted("malformed", () -> bearer("nonsense").post(TELEMETRY));
        assertCounted(
                "api_key", () -> bearer("llk_aaaaaaaaaaaa_" + "a".repeat(43)).get("/api/v1/wells"));
        String token = tokens.text(Role.VIEWER, "*");
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
        assertCounted("signature", () -> bearer(forged).get("/api/v1/wells"));
    }

    @Test
    void loginsAreCountedByOutcome() {
        double refused = value("liftline_logins_total{outcome=\"refused\"}");

        given().contentType("application/json")
                .body("{\"username\": \"nobody\", \"password\": \"wrong\"}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);

        assertThat(value("liftline_logins_total{outcome=\"refused\"}")).isEqualTo(refused + 1);
    }

    @Test
    void theDatabaseIsUp() {
        Await.until("the database was asked", () -> value("liftline_database_up") == 1);
    }

    private void assertCounted(String reason, Runnable request) {
        String series = "liftline_unauthenticated_total{reason=\"%s\"}".formatted(reason);
        double before = value(series);

        request.run();

        Await.until(reason + " is counted", () -> value(series) == before + 1);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(NDJSON);
    }

    private void post(String parameters, String lines) {
        tokens.as(Role.WRITER).contentType(NDJSON).body(bytes(lines)).post(TELEMETRY + parameters);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sample(String well, int second, double pip) {
        return "{\"well_id\": \"%s\", \"timestamp\": \"2025-11-20T06:00:%02dZ\", \"pip\": %s}\n"
                .formatted(well, second, pip);
    }

    private double samples(String outcome, String code) {
        return value("liftline_ingest_samples_total{code=\"%s\",outcome=\"%s\"}".formatted(code, outcome));
    }

    /// The requests of any outcome: the well may not be registered yet.
    private double requests(String operation) {
        return scrape().stream()
                .filter(line -> line.startsWith("liftline_request_seconds_count{operation=\"%s\"".formatted(operation)))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private double value(String series) {
        return scrape().stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private List<String> scrape() {
        return given().get(metrics)
                .asString()
                .lines()
                .map(line -> line.replace(",} ", "} ")) // as the format permits
                .toList();
    }
}
