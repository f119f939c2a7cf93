package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies of requests to the REST layer, of a caller that is not known.
@QuarkusTest
@TestProfile(RestBodiesResourceTest.SmallBudget.class)
class RestBodiesResourceTest {

    private static final String HEAD =
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    /// The part of callers that are not known is 64 KiB, that of one address 48 KiB.
    private static final int BUDGET = 1024 * 1024;

    private static final int LIMIT = 16_384;

    @Inject
    MemoryBudget memory;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    public static class SmallBudget implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("liftline.http.memory-budget", BUDGET + "", "liftline.http.body-deadline", "PT2S");
        }
    }

    @Test
    void aBodyThatDeclaresTooMuchIsRefusedBeforeItIsSent() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send(HEAD + "Content-Length: 60000000\r\n\r\n");

            assertThat(Wire.assertProblem(connection.receive(), 413).getString("detail"))
                    .contains("16384");
        }
        assertGivenBack();
    }

    @Test
    void aChunkedBodyIsRefusedWhenItExceedsTheLimit() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n5000\r\n" + "x".repeat(0x5000));

            Wire.assertProblem(connection.receive(), 413);
        }
        assertGivenBack();
    }

    @Test
    void theLongestBodyIsTaken() throws Exception {
        String body = "{\"username\": \"nobody\", \"password\": \"" + "x".repeat(16_384 - 38) + "\"}";
        try (RawConnection connection = new RawConnection()) {
            connection.send(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);

            assertThat(body).hasSize(16_384);
            Wire.assertProblem(connection.receive(), 401);
        }
        assertGivenBack();
    }

    @Test
    void bodiesBeyondTheShareOfAnAddressAreRefusedAndOthersAreServed() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            connections.add(new RawConnection());
            connections.getLast().send(HEAD + "Content-Length: 16384\r\n\r\n");
        }
        Await.until("all are counted", () -> memory.used() == 3 * LIMIT);

        try (RawConnection fourth = new RawConnection()) {
            fourth.send(HEAD + "Content-Length: 16384\r\n\r\n");
            RawConnection.Response refused = fourth.receive();
            Wire.assertProblem(refused, 429);
            assertThat(refused.head()).containsIgnoringCase("retry-after:");
        }
        assertThatALoginIsAnswered();
        for (RawConnection connection : connections) {
            connection.close();
        }
        assertGivenBack();
    }

    @Test
    void http2BodiesAreChargedWithWhatTheyDeclareAndGivenBackWhenTheyDoNotArrive() throws Exception {
        List<Future<Integer>> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            streams.add(http2(Map.of("content-length", "16384"), request -> request.sendHead()));
        }
        Await.until("all are counted", () -> memory.used() == 3 * LIMIT);

        assertThat(status(http2(Map.of("content-length", "16384"), request -> request.sendHead())))
                .isEqualTo(429);
        assertThatALoginIsAnswered();

        for (Future<Integer> stream : streams) {
            assertThat(stream.toCompletionStage()).failsWithin(Await.PATIENCE);
        }
        assertGivenBack();
    }

    @Test
    void http2BodiesThatDeclareNothingAreChargedWithTheLimitOfTheirRoute() throws Exception {
        Future<Integer> stream = http2(Map.of(), request -> {
            request.setChunked(true);
            return request.write("{");
        });

        Await.until("it is counted", () -> memory.used() == LIMIT);

        assertThat(stream.toCompletionStage()).failsWithin(Await.PATIENCE);
        assertGivenBack();
    }

    @Test
    void anHttp2BodyThatArrivesIsAnswered() throws Exception {
        String body = "{\"username\": \"nobody\", \"password\": \"none\"}";

        assertThat(status(http2(Map.of(), request -> request.end(body)))).isEqualTo(401);
        assertGivenBack();
    }

    @Test
    void aBodyThatDoesNotArriveIsAnsweredWithinItsDeadline() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send(HEAD + "Content-Length: 100\r\n\r\n{");

            assertThat(connection.receive().status()).isEqualTo(503);
        }
        assertGivenBack();
    }

    @Test
    void twoBodiesSentAtOnceAreAnsweredInTheirOrder() throws Exception {
        String first = "{\"username\": \"nobody\", \"password\": \"one\"}";
        String second = "[]";
        try (RawConnection connection = new RawConnection()) {
            connection.send(HEAD + "Content-Length: " + first.length() + "\r\n\r\n" + first + HEAD + "Content-Length: "
                    + second.length() + "\r\n\r\n" + second);

            assertThat(connection.receive().status()).isEqualTo(401);
            assertThat(connection.receive().status()).isEqualTo(400);
        }
    }

    /// The status of a login over HTTP/2.
    private Future<Integer> http2(Map<String, String> headers, Function<HttpClientRequest, Future<Void>> sending) {
        URI service = Api.underTest().uri("/api/v1/auth/login");
        return client.request(HttpMethod.POST, service.getPort(), service.getHost(), service.getPath())
                .compose(request -> {
                    request.putHeader("content-type", "application/json");
                    headers.forEach(request::putHeader);
                    Future<Integer> status = request.response().map(HttpClientResponse::statusCode);
                    return sending.apply(request).compose(_ -> status);
                });
    }

    private static int status(Future<Integer> answer) {
        return answer.toCompletionStage().toCompletableFuture().join();
    }

    /// From another address than that of the other requests.
    private static void assertThatALoginIsAnswered() throws Exception {
        String body = "{\"username\": \"nobody\", \"password\": \"none\"}";
        try (RawConnection other = RawConnection.from("127.0.0.2")) {
            other.send(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            assertThat(other.receive().status()).isEqualTo(401);
        }
    }

    private void assertGivenBack() {
        Await.until("everything is given back", () -> memory.used() == 0);
    }
}
