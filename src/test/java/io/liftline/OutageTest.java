package io.liftline;

import static io.liftline.OutageClient.await;
import static io.liftline.OutageClient.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.fixtures.EmbeddedDatabase;
import io.liftline.fixtures.LogRecords;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The database becomes unavailable and available again during requests.
@QuarkusTest
class OutageTest {

    private static final String WELL = "OUTAGE-1";
    private static final Instant START = Instant.parse("2025-11-20T00:00:00Z");
    private static final String FROM_START = "?from=2025-11-20T00:00:00Z";

    /// The specified 2 s, plus a margin for a busy machine.
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(2_500);

    private static final List<String> QUERIES = List.of(
            "/api/v1/wells",
            "/api/v1/wells/OUTAGE-1/latest",
            "/api/v1/wells/OUTAGE-1/telemetry" + FROM_START,
            "/api/v1/telemetry/latest",
            "/api/v1/telemetry/summary" + FROM_START);

    @Inject
    OutageClient client;

    @TestHTTPResource(value = "/health/", management = true)
    URI health;

    private final EmbeddedDatabase database = new EmbeddedDatabase();

    @BeforeEach
    void needsADatabaseToStop() {
        assumeTrue(
                EmbeddedDatabase.isThere(),
                "only ./dev test with the embedded database (LIFTLINE_DB_EMBEDDED=true) can stop the database");
    }

    @AfterEach
    void startAgain() throws Exception {
        if (EmbeddedDatabase.isThere()) {
            database.start();
            await("ready", this::isReady);
        }
    }

    @Test
    void whileItIsAwayEveryRequestIsAnsweredInTimeAndAfterwardsAllIsAsBefore() throws Exception {
        String before = sample(WELL, START);
        assertThat(client.post(before).statusCode()).isEqualTo(200);

        database.stop();

        for (int round = 0; round < 3; round++) {
            assertUnavailable(client.request("/api/v1/telemetry").POST(BodyPublishers.ofString(before)));
            for (String query : QUERIES) {
                assertUnavailable(client.request(query));
            }
            for (String accept : List.of("text/csv", "application/x-ndjson")) {
                assertUnavailable(client.request(QUERIES.get(2)).header("Accept", accept));
            }
        }
        try (LogRecords log = new LogRecords()) {
            assertUnavailable(client.request("/api/v1/auth/login")
                    .POST(BodyPublishers.ofString("{\"username\": \"outage\", \"password\": \"b\"}")));
            assertThat(log.withStackTrace()).isEmpty();
        }
        assertThat(client.get(health.resolve("live")).statusCode()).isEqualTo(200);
        assertThat(client.get(health.resolve("started")).statusCode()).isEqualTo(200);
        await("not ready", () -> client.get(health.resolve("ready")).statusCode() == 503);
        assertThat(new JsonObject(client.get(health.resolve("ready")).body()).getString("status"))
                .isEqualTo("DOWN");

        database.start();

        await("a write", () -> client.post(before).statusCode() == 200);
        for (String query : QUERIES) {
            await(query, () -> client.send(client.request(query)).statusCode() == 200);
        }
        await("ready", this::isReady);
        assertThat(new JsonObject(client.post(before).body()).getInteger("duplicates"))
                .isEqualTo(1);
        assertThat(client.stored(WELL)).containsExactly(START);
    }

    @Test
    void whatWasAcknowledgedIsStoredOnceWhateverHappensMeanwhile() throws Exception {
        List<Posting> postings = List.of(new Posting("A"), new Posting("B"), new Posting("C"), new Posting("D"));
        List<Future<List<Instant>>> acknowledged = new ArrayList<>();

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            postings.forEach(posting -> acknowledged.add(clients.submit(posting)));
            try {
                await("posts before", () -> postings.stream().allMatch(posting -> posting.accepted.get() > 10));
                database.stop();
                // A write waits up to 3 s for a connection, and succeeds if one becomes available in that time.
                await("refusals", () -> postings.stream().noneMatch(posting -> posting.failures.isEmpty()));
                database.start();
                await("ready", this::isReady);
                postings.forEach(posting -> posting.accepted.set(0));
                await("posts afterwards", () -> postings.stream().allMatch(posting -> posting.accepted.get() > 10));
            } finally {
                postings.forEach(posting -> posting.enough = true);
            }
        }

        for (int i = 0; i < postings.size(); i++) {
            List<Instant> sent = acknowledged.get(i).get();
            Posting posting = postings.get(i);
            assertThat(posting.failures.keySet())
                    .as("refusals of %s", posting.well)
                    .containsExactly(503);
            assertThat(sent).as(posting.well).hasSizeGreaterThan(20);
            assertThat(client.stored(posting.well))
                    .as(posting.well)
                    .doesNotHaveDuplicates()
                    .containsAll(sent);
        }
    }

    /// A client that posts samples one by one, each once, and records which were acknowledged.
    private final class Posting implements Callable<List<Instant>> {

        private final String well;
        private final Map<Integer, Integer> failures = new ConcurrentHashMap<>();
        private final AtomicInteger accepted = new AtomicInteger();
        private volatile boolean enough;

        Posting(String name) {
            this.well = "OUTAGE-CLIENT-" + name;
        }

        @Override
        public List<Instant> call() throws Exception {
            List<Instant> acknowledged = new ArrayList<>();
            for (Instant time = START; !enough; time = time.plusSeconds(1)) {
                HttpResponse<String> response = client.post(sample(well, time));
                if (response.statusCode() == 200) {
                    acknowledged.add(time);
                    accepted.incrementAndGet();
                } else {
                    failures.merge(response.statusCode(), 1, Integer::sum);
                }
            }
            return acknowledged;
        }
    }

    private boolean isReady() throws Exception {
        return client.get(health.resolve("ready")).statusCode() == 200;
    }

    private void assertUnavailable(HttpRequest.Builder request) throws Exception {
        Instant sent = Instant.now();
        HttpResponse<String> response = client.send(request);
        Duration took = Duration.between(sent, Instant.now());

        String what = response.request().method() + " " + response.uri();
        assertThat(response.statusCode()).as(what).isEqualTo(503);
        assertThat(took).as(what).isLessThan(ANSWER_WITHIN);
        assertThat(response.headers().firstValue("Retry-After")).as(what).isPresent();
        assertThat(response.headers().firstValue("Content-Type")).as(what).contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("type"))
                .as(what)
                .isEqualTo("urn:liftline:problem:unavailable");
    }
}
