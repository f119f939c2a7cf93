package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.liftline.web.MemoryBudget;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BackpressureTest.SmallLimit.class)
class BackpressureTest {

    private static final int LIMIT = 1024 * 1024;

    @Inject
    Tokens tokens;

    @Inject
    MemoryBudget memory;

    @Inject
    StoredRows stored;

    @Inject
    MeterRegistry registry;

    private String well;

    public static class SmallLimit implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "liftline.http.memory-budget", "1M",
                    "liftline.ingest.max-body-size", "1M",
                    "liftline.ingest.upload-deadline", "PT5S");
        }
    }

    @BeforeEach
    void newWell() {
        Await.until("nothing of the test before is in flight", () -> memory.used() == 0);
        well = "BP-" + System.nanoTime();
    }

    @Test
    void whatFindsNoRoomIsTurnedAwayAndTheRestStored() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        long most = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            try (StoredRows.Hold _ = stored.hold()) {
                for (int i = 0; i < 40; i++) {
                    answers.add(client.sendAsync(post(body(i * 1_000, 1_000)), HttpResponse.BodyHandlers.ofString()));
                }
                for (int i = 0; i < 50; i++) {
                    Await.pause(Duration.ofMillis(10));
                    most = Math.max(most, memory.used());
                }
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        }

        List<HttpResponse<String>> refused = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 429)
                .toList();
        long kept = answers.stream()
                .filter(answer -> answer.join().statusCode() == 204)
                .count();
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("urn:liftline:problem:too_many_requests");
        });
        assertThat(kept).isPositive();
        assertThat(refused.size() + kept).isEqualTo(40);
        assertThat(stored.count(well)).isEqualTo(kept * 1_000);
        assertThat(most).isLessThan(2 * LIMIT);
        assertThat(eventuallyInFlight()).isZero();
    }

    @Test
    void samplesThatFindNoRoomWhileTheyAreUnpackedAreCountedAsARefusal() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body(0, 50_000).getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(packed.size()).isLessThan(LIMIT / 2);
        double before = refusals();

        RestAssured.given()
                .header("Authorization", "Token " + tokens.text(Role.WRITER, "*"))
                .header("Content-Encoding", "gzip")
                .contentType("text/plain")
                .body(packed.toByteArray())
                .post("/api/v2/write?precision=s")
                .then()
                .statusCode(429);

        assertThat(refusals() - before).isEqualTo(1);
        assertThat(stored.count(well)).isZero();
        assertThat(eventuallyInFlight()).isZero();
    }

    private double refusals() {
        return registry.get("liftline.ingest.refusals").counter().count();
    }

    @Test
    void aChunkedBodyIsCountedAsItComes() throws Exception {
        byte[] chunk = ("10000\r\n" + "#".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket first = open("Transfer-Encoding: chunked");
                Socket socket = open("Transfer-Encoding: chunked")) {
            for (int sent = 0; sent < 7; sent++) {
                first.getOutputStream().write(chunk);
            }
            Await.until("the first body has arrived", () -> memory.used() >= 7 * 0x10000);
            OutputStream out = socket.getOutputStream();
            try {
                for (int sent = 0; sent < 200; sent++) {
                    out.write(chunk);
                    out.flush();
                    Await.pause(Duration.ofMillis(4));
                }
            } catch (IOException closed) {
                assertThat(closed).hasMessageMatching("(?i).*(broken pipe|reset|closed).*");
            }
            assertThat(statusLine(socket)).contains("429");
        }
        assertThat(eventuallyInFlight()).isZero();
    }

    @Test
    void aBodyThatNeverArrivesIsAnsweredWithinItsDeadline() throws Exception {
        try (Socket socket = open("Content-Length: 5000")) {
            socket.getOutputStream().write("esp".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).contains("503");
        }
        assertThat(eventuallyInFlight()).isZero();
    }

    @Test
    void aBodyThatIsDeclaredAndNotSentHoldsLittle() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sockets.add(open("Content-Length: 700000"));
            sockets.getLast().getOutputStream().write("esp".getBytes(StandardCharsets.US_ASCII));
        }
        Await.until("all have begun", () -> memory.used() >= 4 * 64 * 1024);

        assertThat(memory.used()).isLessThan(4 * 100 * 1024);

        for (Socket socket : sockets) {
            socket.close();
        }
        assertThat(eventuallyInFlight()).isZero();
    }

    private long eventuallyInFlight() {
        Await.holds(Duration.ofSeconds(10), () -> memory.used() == 0);
        return memory.used();
    }

    private Socket open(String length) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write("POST /api/v2/write HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token %s\r\n%s\r\n\r\n"
                        .formatted(tokens.text(Role.WRITER, "*"), length)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusLine(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        return String.valueOf(reader.readLine());
    }

    private HttpRequest post(String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v2/write?precision=s"))
                .header("Authorization", "Token " + tokens.text(Role.WRITER, "*"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String body(int first, int rows) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            lines.append("esp_telemetry,well_id=%s pip=1.5 %d%n".formatted(well, 1_763_600_000 + first + row));
        }
        return lines.toString();
    }
}
