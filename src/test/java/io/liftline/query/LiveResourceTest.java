package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.access.token.EndingTokens;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.LiveClient;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Live streams, on the real database.
@QuarkusTest
class LiveResourceTest {

    @Inject
    Tokens tokens;

    @Inject
    EndingTokens endingTokens;

    @Inject
    LivePlaces places;

    private String fleet;
    private String token;
    private Questions questions;
    private Instant now;

    @BeforeEach
    void nameAFleet() {
        fleet = Questions.newWell("LIVE");
        token = tokens.text(Role.VIEWER, fleet + "*");
        questions = Questions.of(tokens, fleet + "*");
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    void aQuietStreamHasHeartbeats() throws Exception {
        try (LiveClient quiet = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, token, "")) {
            quiet.await("open");

            Await.until("there are two heartbeats", () -> quiet.heartbeats() >= 2);
            assertThat(quiet.samples()).isEmpty();
            assertThat(quiet.hasEnded()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aStreamHasTheCommittedSamplesThatTheCallerMaySeeAndWants(HttpClient.Version version) throws Exception {
        try (LiveClient all = LiveClient.open(Api.underTest(), version, token, "");
                LiveClient one = LiveClient.open(
                        Api.underTest(), version, token, "?channels=pip&wells=%1$s-2,OTHER".formatted(fleet))) {
            assertThat(all.response().headers().firstValue("Content-Type")).contains("text/event-stream");
            all.await("open");
            one.await("open");

            questions.post(
                    Stream.of(fleet + "-1," + now + ",1", fleet + "-2," + now + ",2", "X" + fleet + "," + now + ",3"));

            Await.until(
                    "the samples arrive",
                    () -> all.samples().size() >= 2 && !one.samples().isEmpty());
            assertThat(all.samples()).containsExactlyInAnyOrder(fleet + "-1 1.0", fleet + "-2 2.0");
            assertThat(one.samples()).containsExactly(fleet + "-2 2.0");
            assertThat(one.events("samples").getFirst().data())
                    .isEqualTo(new JsonObject("{\"samples\":[{\"well_id\":\"%s-2\",\"timestamp\":\"%s\",\"pip\":2.0}]}"
                            .formatted(fleet, now)));
        }
    }

    @Test
    void samplesOfOtherProgramsLateOnesAndFilledOnesAreTold() throws Exception {
        try (LiveClient client = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, token, "")) {
            client.await("open");

            Questions.insert(fleet + "-SQL", now, 7);
            questions.post(Stream.of(fleet + "-LATE," + now.minus(Duration.ofDays(2)) + ",8"));

            Await.until("the sample of SQL arrives", () -> client.samples().contains(fleet + "-SQL 7.0"));
            JsonObject range =
                    client.await("changed").data().getJsonArray("ranges").getJsonObject(0);
            assertThat(range.getString("well_id")).isEqualTo(fleet + "-LATE");
            assertThat(range.getString("from"))
                    .isEqualTo(now.minus(Duration.ofDays(2)).toString());
            assertThat(Instant.parse(range.getString("to"))).isAfter(now.minus(Duration.ofDays(2)));
            assertThat(client.samples()).noneMatch(sample -> sample.contains("LATE"));
        }
    }

    @Test
    void manyRowsOfAnotherProgramResetTheStream() throws Exception {
        try (LiveClient client = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, token, "")) {
            client.await("open");

            Questions.run("""
                    INSERT INTO esp_telemetry (well_id, timestamp, pip)
                    SELECT '%s-BULK', '%s'::timestamptz - n * INTERVAL '1 second', n
                    FROM generate_series(1, 300) AS n""".formatted(fleet, now));

            assertThat(client.await("reset").data().getString("reason")).isEqualTo("too many samples");
        }
    }

    @Test
    void aStreamContinuesAfterItsLastEvent() throws Exception {
        String last;
        try (LiveClient client = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, token, "")) {
            client.await("open");
            questions.post(Stream.of(fleet + "-1," + now + ",1"));
            Await.until("the sample arrives", () -> !client.samples().isEmpty());
            last = client.lastId();
        }
        questions.post(Stream.of(fleet + "-1," + now.plusMillis(1) + ",2"));

        try (LiveClient again = LiveClient.open(
                        Api.underTest(), HttpClient.Version.HTTP_1_1, token, "", "Last-Event-ID", last);
                LiveClient stranger = LiveClient.open(
                        Api.underTest(), HttpClient.Version.HTTP_1_1, token, "", "Last-Event-ID", "another")) {
            Await.until("the missed sample arrives", () -> !again.samples().isEmpty());
            assertThat(again.samples()).startsWith(fleet + "-1 2.0").doesNotContain(fleet + "-1 1.0");
            assertThat(again.events("reset")).isEmpty();
            assertThat(stranger.await("reset").data().getString("reason")).isEqualTo("unknown event id");
        }
    }

    @Test
    void aRevokedKeyEndsItsStream() throws Exception {
        JsonObject key = new JsonObject(tokens.as(Role.ADMIN)
                .contentType("application/json")
                .body("{\"name\":\"live\",\"roles\":[\"viewer\"],\"wells\":[\"%s*\"]}".formatted(fleet))
                .post("/api/v1/api-keys")
                .asString());
        Await.until(
                "the key is known",
                () -> LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, key.getString("key"), "")
                                .response()
                                .statusCode()
                        == 200);
        try (LiveClient client =
                LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, key.getString("key"), "")) {
            client.await("open");

            tokens.as(Role.ADMIN).delete("/api/v1/api-keys/" + key.getString("id"));

            assertThat(client.await("end").data().getString("reason")).isEqualTo("expired");
            Await.until("the stream ends", client::hasEnded);
        }
    }

    /// The client logs in again and continues, so it must be told, and the streams of others go on.
    @Test
    void aTokenThatExpiresEndsItsStreams() throws Exception {
        Instant end = now.plusSeconds(4);
        String ending = endingTokens.acceptedUntil(end, fleet + "*");
        try (LiveClient older = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, ending, "");
                LiveClient newer = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_2, ending, "");
                LiveClient other = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, token, "")) {
            assertThat(Stream.of(older, newer))
                    .allMatch(client -> client.response().statusCode() == 200);

            for (LiveClient client : List.of(older, newer)) {
                assertThat(client.await("end").data().getMap()).isEqualTo(Map.of("reason", "expired"));
                assertThat(Instant.now()).isAfterOrEqualTo(end);
                Await.until("the stream ends", client::hasEnded);
                assertThat(client.events("end")).hasSize(1);
            }
            Await.until("their places are free", () -> places.taken() == 1);
            try (LiveClient late = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, ending, "")) {
                assertThat(late.response().statusCode()).isEqualTo(401);
            }
            other.await("open");
            questions.post(Stream.of(fleet + "-1," + now + ",1"));
            Await.until("a sample arrives", () -> other.samples().contains(fleet + "-1 1.0"));
            assertThat(other.events("end")).isEmpty();
        }
    }

    @Test
    void aCallerHasALimitedNumberOfStreams() throws Exception {
        List<LiveClient> clients = new ArrayList<>();
        try {
            String mine = tokens.text(Role.VIEWER, fleet);
            for (int i = 0; i < 30; i++) {
                clients.add(LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, mine, ""));
            }
            assertThat(clients.stream().filter(client -> client.response().statusCode() == 200))
                    .hasSizeLessThanOrEqualTo(20);
            assertThat(clients.getLast().response().statusCode()).isEqualTo(429);
            assertThat(clients.getLast().response().headers().firstValue("Retry-After"))
                    .isPresent();
        } finally {
            clients.forEach(LiveClient::close);
        }
        Await.until("a place is free again", () -> {
            try (LiveClient client = LiveClient.open(Api.underTest(), HttpClient.Version.HTTP_1_1, token, "")) {
                return client.response().statusCode() == 200;
            }
        });
    }

    /// The connection's buffers are filled by samples that the client does not read.
    @Test
    void aClientThatDoesNotReadIsDropped() throws Exception {
        try (Socket socket = new Socket();
                LiveClient witness = LiveClient.open(
                        Api.underTest(), HttpClient.Version.HTTP_1_1, token, "?wells=" + fleet + "-other")) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(
                    new InetSocketAddress("localhost", Api.underTest().uri("/").getPort()));
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/telemetry/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(token)
                                    .getBytes(StandardCharsets.US_ASCII));
            witness.await("open");
            Await.until("both streams are open, and no other one", () -> places.taken() == 2);

            AtomicInteger next = new AtomicInteger();
            Instant started = now.minus(Duration.ofMinutes(50));
            Await.until("the stream of the client that does not read has ended", Duration.ofSeconds(60), () -> {
                int first = next.getAndAdd(900);
                for (int well = 0; well < 10; well++) {
                    String id = fleet + "-" + well;
                    questions.post(IntStream.range(first, first + 900)
                            .mapToObj(i -> id + "," + started.plusMillis(i) + "," + i % 900));
                }
                return places.taken() == 1;
            });
            assertThat(witness.hasEnded()).isFalse();
        }
    }

    @Test
    void itIsAnsweredAsAnEventStreamOnly() {
        assertThat(questions
                        .problem(406, "/telemetry/stream", "Accept", "application/json")
                        .getString("detail"))
                .contains("text/event-stream");
        questions.problem(422, "/telemetry/stream?channels=depth");
        questions.problem(400, "/telemetry/stream?from=-1h");
    }
}
