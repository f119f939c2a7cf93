package io.liftline.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies of requests that were refused.
@QuarkusTest
class UnusedBodiesTest {

    private static final int MUCH = 500_000_000;

    /// What the service drops in three seconds, and what the buffers of the kernel take.
    private static final int TAKEN_AT_MOST = 80_000_000;

    private static final byte[] PIECE = new byte[64 * 1024];
    private static final String PIECE_HEAD = "10000\r\n";

    @Inject
    Tokens tokens;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/v1/telemetry  | Content-Length: 500000000
                    /api/v1/auth/login | Transfer-Encoding: chunked
                    """)
    void aBodyBeyondTheLimitIsReadSlowlyUntilItsConnectionEnds(String path, String framing) throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n\r\n"
                    .formatted(path, framing));
            sendPiece(connection);

            assertThat(connection.receive().status()).isEqualTo(413);
            assertThat(sentUntilItIsClosed(connection)).isLessThan(TAKEN_AT_MOST);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200_000, 4_000_000})
    void aConnectionIsGoodForMoreAfterABodyWithinTheLimit(int length) throws Exception {
        byte[] body = new byte[length];
        try (RawConnection connection = new RawConnection()) {
            for (int i = 0; i < 2; i++) {
                connection.send("POST /api/v1/telemetry HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                        .formatted(length));
                connection.send(body);

                assertThat(connection.receive().status()).isEqualTo(401);
            }
        }
    }

    @Test
    void aStreamOfHttp2EndsAndItsConnectionDoesNot() {
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
        AtomicReference<Throwable> end = new AtomicReference<>();
        HttpClientRequest request = post(client);
        request.exceptionHandler(end::set);
        request.putHeader("content-length", "60000000").sendHead();

        Await.until("the stream is reset", () -> {
            request.write(Buffer.buffer(PIECE));
            return end.get() != null;
        });

        assertThat(end.get())
                .isInstanceOfSatisfying(
                        StreamResetException.class,
                        reset -> assertThat(reset.getCode()).isZero());
        assertThat(post(client).send().toCompletionStage())
                .succeedsWithin(Await.PATIENCE)
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(401));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aQuestionOfHttp2IsAnsweredBeforeItsEndlessBodyEnds() throws Exception {
        Api api = Api.underTest();
        String token = tokens.text(Role.ADMIN, "*");
        assertThat(api.ingest(token, Api.sample("UNUSED-1", 1)).statusCode()).isEqualTo(200);
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        AtomicReference<Throwable> end = new AtomicReference<>();
        AtomicReference<String> answer = new AtomicReference<>("");
        URI route = api.uri("/api/v1/wells/UNUSED-1/latest");
        HttpClientRequest request = client.request(HttpMethod.GET, route.getPort(), route.getHost(), route.getPath())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        request.exceptionHandler(end::set);
        request.response().compose(HttpClientResponse::body).onSuccess(body -> answer.set(body.toString()));
        request.putHeader("authorization", "Bearer " + token).setChunked(true).sendHead();

        Await.until("the stream is reset", () -> {
            request.write(Buffer.buffer(PIECE));
            return end.get() != null;
        });

        assertThat(answer.get()).contains("\"pip\":1.5");
        assertThat(end.get())
                .isInstanceOfSatisfying(
                        StreamResetException.class,
                        reset -> assertThat(reset.getCode()).isZero());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// A request without credentials.
    private static HttpClientRequest post(HttpClient client) {
        URI route = Api.underTest().uri("/api/v1/telemetry");
        return client.request(HttpMethod.POST, route.getPort(), route.getHost(), route.getPath())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static int sentUntilItIsClosed(RawConnection connection) {
        int sent = 0;
        try {
            while (sent < MUCH) {
                sendPiece(connection);
                sent += PIECE.length;
            }
        } catch (IOException _) {
            // closed
        }
        return sent;
    }

    /// A piece that is right in a chunked body, too.
    private static void sendPiece(RawConnection connection) throws IOException {
        connection.send(PIECE_HEAD);
        connection.send(PIECE);
        connection.send("\r\n");
    }
}
