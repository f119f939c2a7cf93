package io.liftline.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Collector;
import io.liftline.fixtures.Collector.ReceivedSpan;
import io.liftline.fixtures.LiveClient;
import io.liftline.fixtures.LogRecords;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Spans as a collector gets them.
@QuarkusTest
@QuarkusTestResource(value = TracedService.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class TracesTest {

    private static final String PARENT = "00f067aa0ba902b7";
    private static final String INGEST = "POST /api/v1/telemetry";

    /// Each sample is new.
    private static final AtomicLong NEXT = new AtomicLong(1_763_618_400_000L);

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    @Inject
    MeterRegistry registry;

    private final Collector collector = TracedService.collector();
    private final String trace = newTrace();
    private final String well = "TRACE-" + System.nanoTime();

    @Test
    void aWriteIsOneTraceFromTheClientToTheCommit() {
        Response answer = post(trace, "01", 2);

        ReceivedSpan commit = span(trace, "commit");
        ReceivedSpan write = span(trace, "write");
        ReceivedSpan request = span(trace, INGEST);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(List.of(request.parent(), write.parent(), commit.parent()))
                .isEqualTo(List.of(PARENT, request.id(), write.id()));
        assertThat(List.of(request.kind(), write.kind(), commit.kind()))
                .isEqualTo(List.of("SERVER", "INTERNAL", "CLIENT"));
        assertThat(request.attributes())
                .isEqualTo(Map.of(
                        "http.request.method",
                        "POST",
                        "http.route",
                        "/api/v1/telemetry",
                        "http.response.status_code",
                        200L,
                        "liftline.request_id",
                        answer.header("X-Request-Id")));
        assertThat(write.attributes()).isEqualTo(Map.of("liftline.samples", 2L));
        assertThat(commit.attributes())
                .isEqualTo(Map.of(
                        "db.system.name",
                        "postgresql",
                        "liftline.samples",
                        2L,
                        "liftline.requests",
                        1L,
                        "liftline.lane",
                        "copy"));
        assertThat(collector.resource())
                .containsEntry("service.name", "liftline")
                .containsEntry("deployment.environment.name", "field-north")
                .containsEntry("k8s.pod.name", "liftline-1");
        assertThat(collector.authorizations()).containsOnly("Bearer of-the-collector");
    }

    @Test
    void requestsThatShareACommitAreLinkedToIt() throws Exception {
        List<String> traces = IntStream.range(0, 3).mapToObj(_ -> newTrace()).toList();
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            answers.add(answer(traces.get(0)));
            Await.until("the first is being written", () -> stored.waitsForLocks() == 1);
            answers.add(answer(traces.get(1)));
            answers.add(answer(traces.get(2)));
            Await.until("the others wait", () -> queued() == 2);
        }
        answers.forEach(CompletableFuture::join);

        List<String> writes = List.of(
                span(traces.get(1), "write").id(), span(traces.get(2), "write").id());
        Await.until(
                "their commit arrives",
                () -> !collector.named("commit").stream()
                        .filter(span -> writes.contains(span.parent()))
                        .toList()
                        .isEmpty());
        ReceivedSpan commit = collector.named("commit").stream()
                .filter(span -> writes.contains(span.parent()))
                .findFirst()
                .orElseThrow();
        assertThat(commit.attributes()).containsEntry("liftline.requests", 2L).containsEntry("liftline.samples", 2L);
        assertThat(commit.links()).containsExactly(writes.get(1 - writes.indexOf(commit.parent())));
    }

    private double queued() {
        return registry.get("liftline.ingest.queue").gauge().value();
    }

    private CompletableFuture<Response> answer(String id) {
        return CompletableFuture.supplyAsync(() -> post(id, "01", 1), Thread::startVirtualThread);
    }

    @Test
    void aQuestionHasItsStatementsWithoutTheirValues() {
        post(trace, "01", 1);
        String question = newTrace();

        traced(question, "01").get("/api/v1/wells/" + well + "/latest").then().statusCode(200);

        ReceivedSpan request = span(question, "GET /api/v1/wells/{well_id}/latest");
        List<ReceivedSpan> statements = collector.of(question).stream()
                .filter(span -> span.parent().equals(request.id()))
                .toList();
        assertThat(statements).isNotEmpty().allSatisfy(statement -> {
            assertThat(statement.name()).isIn("SELECT", "WITH");
            assertThat(statement.kind()).isEqualTo("CLIENT");
            assertThat(statement.attributes()).containsEntry("db.system.name", "postgresql");
            assertThat(text(statement)).contains("$1").doesNotContain(well);
        });
        assertThat(statements).anyMatch(statement -> text(statement).contains("FROM esp_telemetry"));
    }

    private static String text(ReceivedSpan statement) {
        return String.valueOf(statement.attributes().get("db.query.text"));
    }

    @Test
    void aStreamHasASpanWhenItEnds() throws Exception {
        Api api = new Api(URI.create("http://localhost:" + RestAssured.port));
        String token = tokens.text(Role.VIEWER, "*");
        try (LiveClient stream = LiveClient.open(
                api, Version.HTTP_1_1, token, "", "traceparent", "00-" + trace + "-" + PARENT + "-01")) {
            stream.await("open");
        }

        assertThat(span(trace, "GET /api/v1/telemetry/stream").parent()).isEqualTo(PARENT);
    }

    @Test
    void neitherCredentialsNorNamesOfUsersLeaveTheProcess() {
        String token = tokens.text(Role.WRITER, "*");
        RestAssured.given()
                .header("traceparent", "00-" + trace + "-" + PARENT + "-01")
                .contentType("text/plain")
                .body("esp,well_id=" + well + " pip=1 1763618400000000000")
                .post("/write?u=ann-of-the-query&p=" + token)
                .then()
                .statusCode(204);
        RestAssured.given()
                .contentType("application/json")
                .body("{\"username\": \"ann-of-the-body\", \"password\": \"three walking beams\"}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);
        String last = newTrace();
        traced(last, "01").get("/api/v1/users/ann-of-the-path").then().statusCode(404);

        span(trace, "POST /write");
        span(last, "GET /api/v1/users/{username}");
        assertThat(collector.text()).contains("/api/v1/users/{username}").doesNotContain("ann-of-the", "tester", token);
    }

    @Test
    void aRequestThatItsClientDoesNotTraceHasNoSpans() {
        post(trace, "00", 1);
        String marker = newTrace();
        post(marker, "01", 1);

        span(marker, "commit");
        span(marker, INGEST);
        assertThat(collector.of(trace)).isEmpty();
    }

    @Test
    void theLogHasTheTraceOfARequest() {
        try (LogRecords log = new LogRecords()) {
            post(trace, "01", 1);

            Await.until("the request is logged", () -> log.mdc("trace_id").contains(trace));
        }
    }

    @Test
    void aCollectorThatDoesNotAnswerCostsIngestNothingAndIsLoggedOnce() {
        try (LogRecords log = new LogRecords()) {
            collector.hang();
            List<String> posted = new ArrayList<>(postMany(100));
            Await.until("a batch could not be sent", () -> log.text().contains("Traces cannot be sent"));
            posted.addAll(postMany(100));

            collector.answer();
            Await.until("spans arrive again", () -> {
                post(trace, "01", 1);
                return !collector.of(trace).isEmpty();
            });

            assertThat(posted)
                    .as("what the queue does not hold is dropped")
                    .anyMatch(id -> collector.of(id).isEmpty());
            assertThat(log.text())
                    .containsOnlyOnce("Traces cannot be sent")
                    .containsOnlyOnce("Traces are sent again")
                    .doesNotContain("io.opentelemetry");
        }
    }

    /// Posts samples in traces of their own, which all succeed.
    private List<String> postMany(int requests) {
        List<String> traces =
                IntStream.range(0, requests).mapToObj(_ -> newTrace()).toList();
        for (String id : traces) {
            assertThat(post(id, "01", 1).statusCode()).isEqualTo(200);
        }
        return traces;
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private ReceivedSpan span(String trace, String name) {
        Await.until(
                name + " arrives; there are " + collector.of(trace),
                () -> collector.of(trace).stream().anyMatch(span -> span.name().equals(name)));
        return collector.of(trace).stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private RequestSpecification traced(String id, String flags) {
        return tokens.as(Role.ADMIN).header("traceparent", "00-" + id + "-" + PARENT + "-" + flags);
    }

    private Response post(String id, String flags, int samples) {
        StringBuilder csv = new StringBuilder("well_id,timestamp,pip\n");
        for (int i = 0; i < samples; i++) {
            csv.append("%s,%s,%d%n".formatted(well, Instant.ofEpochMilli(NEXT.incrementAndGet()), i));
        }
        return traced(id, flags).contentType("text/csv").body(csv.toString()).post("/api/v1/telemetry");
    }
}
