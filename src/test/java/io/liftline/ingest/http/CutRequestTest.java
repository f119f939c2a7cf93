package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that disconnect, send slowly, or do not wait for an answer.
@QuarkusTest
class CutRequestTest {

    private static final Instant START = Instant.parse("2025-11-20T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration UNDISTURBED = Duration.ofSeconds(2);

    @Inject
    Tokens tokens;

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 99})
    void aRequestCutWithinItsBodyStoresNothing(int percent) throws Exception {
        String well = "CUT-BODY-" + percent;
        String body = samples(well, 1_000);

        for (int i = 0; i < 5; i++) {
            try (RawConnection connection = new RawConnection()) {
                connection.send(head(body) + body.substring(0, body.length() * percent / 100));
            }
        }

        assertThat(receipt(samples("CUT-BODY-AFTER-" + percent, 3)).getInteger("inserted"))
                .isEqualTo(3);
        assertThat(rows(well)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000})
    void aClientThatHangsUpAfterItsBodyDoesNotCancelTheWrite(int samples) throws Exception {
        String well = "CUT-ANSWER-" + samples;
        String body = samples(well, samples);

        try (Connection owner = TestDatabase.ofService().connect();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE esp_telemetry IN SHARE MODE");
            try (RawConnection connection = new RawConnection()) {
                connection.send(head(body) + body);
                awaitWriteThatWaitsForTheLock(statement);
            }
            owner.commit();
        }

        Await.holds(PATIENCE, () -> rows(well) >= samples);
        assertThat(rows(well)).isEqualTo(samples);
    }

    private static void awaitWriteThatWaitsForTheLock(Statement statement) {
        Await.until("the write is under way", PATIENCE, () -> {
            try (ResultSet row = statement.executeQuery("""
                    SELECT EXISTS (
                      SELECT FROM pg_locks
                      WHERE relation = 'esp_telemetry'::REGCLASS
                        AND NOT granted)
                    """)) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    @Test
    void slowClientsHoldNobodyUp() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        String body = samples("CUT-SLOW", 1);
        for (int i = 0; i < 50; i++) {
            slow.add(new RawConnection());
            slow.getLast().send(head(body));
        }

        for (int i = 0; i < body.length(); i++) {
            for (RawConnection connection : slow) {
                connection.send(body.substring(i, i + 1));
            }
            if (i % 10 == 0) {
                Instant sent = Instant.now();
                assertThat(receipt(samples("CUT-FAST-" + i, 1)).getInteger("inserted"))
                        .isEqualTo(1);
                assertThat(Duration.between(sent, Instant.now())).isLessThan(UNDISTURBED);
            }
        }

        int inserted = 0;
        for (RawConnection connection : slow) {
            try (connection) {
                RawConnection.Response response = connection.receive();
                assertThat(response.status()).isEqualTo(200);
                inserted += new JsonObject(response.body()).getInteger("inserted");
            }
        }
        assertThat(inserted).isEqualTo(1);
    }

    @Test
    void twoRequestsSentAtOnceAreAnsweredInTheirOrder() throws Exception {
        String large = samples("CUT-PIPELINE-LARGE", 5_000);
        String small = samples("CUT-PIPELINE-SMALL", 2);

        try (RawConnection connection = new RawConnection()) {
            connection.send(head(large) + large + head(small) + small);

            assertThat(new JsonObject(connection.receive().body()).getInteger("received"))
                    .isEqualTo(5_000);
            assertThat(new JsonObject(connection.receive().body()).getInteger("received"))
                    .isEqualTo(2);
        }
        assertThat(rows("CUT-PIPELINE-LARGE")).isEqualTo(5_000);
        assertThat(rows("CUT-PIPELINE-SMALL")).isEqualTo(2);
    }

    /// Pooled arrays of bodies are reused, especially when many requests arrive at once. A sample must never be
    /// read from the body of another request.
    @Test
    void bodiesThatComeTogetherAreNotMixedUp() throws Exception {
        int clients = 8;
        int bodies = 12;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int number = client;
                all.add(threads.submit(() -> sendSomeWholeAndSomeCut(number, bodies)));
            }
            for (Future<Void> one : all) {
                one.get();
            }
        }

        Row found = pool.query("""
                        SELECT count(*), count(DISTINCT well_id), count(*) FILTER (WHERE pip::TEXT <> split_part(well_id, '-', 4))
                        FROM esp_telemetry
                        WHERE well_id ^@ 'CUT-MIX-'
                        """).execute().await().indefinitely().iterator().next();
        int whole = clients * bodies;
        assertThat(found.getLong(0)).as("samples").isEqualTo(whole * 1_000L);
        assertThat(found.getLong(1)).as("wells").isEqualTo(whole);
        assertThat(found.getLong(2))
                .as("samples with the value of another body")
                .isZero();
    }

    private @Nullable Void sendSomeWholeAndSomeCut(int client, int bodies) throws Exception {
        for (int i = 0; i < bodies; i++) {
            int value = 1_000 + client * bodies + i;
            String body = samples("CUT-MIX-%d-%d".formatted(client, value), 1_000, Integer.toString(value));
            try (RawConnection connection = new RawConnection()) {
                connection.send(head(body) + body.replace("MIX", "CUT").substring(0, body.length() * i / bodies));
            }
            assertThat(receipt(body).getInteger("inserted")).isEqualTo(1_000);
        }
        return null;
    }

    private JsonObject receipt(String body) throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send(head(body) + body);
            RawConnection.Response response = connection.receive();
            assertThat(response.status()).as(response.body()).isEqualTo(200);
            return new JsonObject(response.body());
        }
    }

    private String head(String body) {
        return """
                POST /api/v1/telemetry HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/x-ndjson
                Content-Length: %d

                """.formatted(tokens.text(Role.WRITER, "CUT-*"), body.getBytes(StandardCharsets.ISO_8859_1).length)
                .replace("\n", "\r\n");
    }

    private static String samples(String well, int count) {
        return samples(well, count, "812.0");
    }

    private static String samples(String well, int count, String pip) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"well_id\": \"%s\", \"timestamp\": \"%s\", \"pip\": %s}\n"
                        .formatted(well, START.plusSeconds(i), pip))
                .collect(Collectors.joining());
    }

    private long rows(String well) {
        return pool.preparedQuery("SELECT count(*) FROM esp_telemetry WHERE well_id = $1")
                .execute(Tuple.of(well))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
