package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Many clients send the same samples at the same time, each in another order.
@QuarkusTest
class ConcurrentWritersTest {

    private static final int WELLS = 20;
    private static final int ROWS = 2_000;
    private static final int ROUNDS = 3;
    private static final Instant START = Instant.parse("2025-11-20T00:00:00Z");

    @Inject
    Tokens tokens;

    @Inject
    Pool pool;

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"2, merge", "8, merge", "2, ignore", "8, ignore", "2, update", "8, update"})
    void eachRowIsInsertedByOneWriterOnly(int writers, String onConflict) {
        for (int round = 0; round < ROUNDS; round++) {
            String prefix = "WRITERS-%d-%s-%d-".formatted(writers, onConflict, round);
            List<CompletableFuture<HttpResponse<String>>> posts = IntStream.range(0, writers)
                    .mapToObj(writer -> post(prefix, onConflict, writer))
                    .toList();

            List<HttpResponse<String>> responses =
                    posts.stream().map(CompletableFuture::join).toList();

            assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(200);
            List<JsonObject> receipts = responses.stream()
                    .map(response -> new JsonObject(response.body()))
                    .toList();
            assertThat(receipts).allSatisfy(ConcurrentWritersTest::assertAddsUp);
            assertThat(receipts.stream()
                            .mapToInt(receipt -> receipt.getInteger("inserted"))
                            .sum())
                    .isEqualTo(ROWS);
            assertThat(rows(prefix)).isEqualTo(ROWS);
        }
    }

    private static void assertAddsUp(JsonObject receipt) {
        assertThat(receipt.getInteger("received")).isEqualTo(ROWS);
        assertThat(receipt.getInteger("rejected")).isZero();
        assertThat(receipt.getInteger("inserted"))
                .isEqualTo(ROWS
                        - receipt.getInteger("updated")
                        - receipt.getInteger("duplicates")
                        - receipt.getInteger("conflicts"));
        assertThat(receipt.getInteger("updated")).isNotNegative();
        assertThat(receipt.getInteger("conflicts")).isNotNegative();
        assertThat(receipt.getInteger("duplicates")).isNotNegative();
    }

    /// Each writer sends different values, so that `update` has something to change.
    private CompletableFuture<HttpResponse<String>> post(String prefix, String onConflict, int writer) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            lines.add("%s%d,%s,%d".formatted(prefix, i % WELLS, START.plusSeconds(i / WELLS), writer));
        }
        Collections.shuffle(lines, new Random(writer));
        HttpRequest request = HttpRequest.newBuilder(Api.underTest().uri("/api/v1/telemetry?on_conflict=" + onConflict))
                .header("Authorization", "Bearer " + tokens.text(Role.WRITER, "WRITERS-*"))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("well_id,timestamp,pip\n" + String.join("\n", lines)))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private long rows(String prefix) {
        return pool.preparedQuery("SELECT count(*) FROM esp_telemetry WHERE well_id ^@ $1")
                .execute(Tuple.of(prefix))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
