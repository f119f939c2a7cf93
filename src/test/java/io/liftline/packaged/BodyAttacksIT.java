package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.telemetry.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bodies that are too large, unpack to too much, or do not come. After each attack the program serves as
/// before.
class BodyAttacksIT {

    private static final int ROWS = 100_000;

    @AutoClose
    private Attacked attacked;

    @BeforeEach
    void start() throws Exception {
        attacked = Attacked.start(Map.of());
    }

    @Test
    void largeBodiesOfUnknownCallers() throws Exception {
        byte[] chunk = new byte[64 * 1024];
        Arrays.fill(chunk, (byte) 'x');
        for (String length : List.of("Content-Length: 60000000", "Transfer-Encoding: chunked")) {
            attacked.attack(20, _ -> {
                try (RawConnection connection = attacked.connect("127.0.0.3")) {
                    connection.send(post("/api/v1/auth/login", "application/json", "", length));
                    for (int i = 0; i < 60_000_000 / chunk.length; i++) {
                        connection.send("10000\r\n");
                        connection.send(chunk);
                        connection.send("\r\n");
                    }
                }
            });
        }

        attacked.assertUnharmed();
    }

    @Test
    void http2BodiesOfUnknownCallersThatDoNotEnd() throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setLocalAddress("127.0.0.3")
                .setHttp2MaxPoolSize(20));
        Set<Integer> statuses = new ConcurrentSkipListSet<>();
        URI login = attacked.api().uri("/api/v1/auth/login");

        for (int i = 0; i < 1_000; i++) {
            client.request(HttpMethod.POST, login.getPort(), login.getHost(), login.getPath())
                    .onSuccess(request -> {
                        request.putHeader("content-type", "application/json").putHeader("content-length", "16384");
                        request.response().onSuccess(answer -> statuses.add(answer.statusCode()));
                        request.write("{");
                    });
        }
        Await.until("the share of the address is held", () -> statuses.contains(429));

        assertThat(attacked.login("127.0.0.4", Attacked.MALLORY, "wrong")).isEqualTo(401);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(statuses).containsExactly(429);
        attacked.assertUnharmed();
    }

    @Test
    void smallBodiesThatUnpackToManyColumns() throws Exception {
        String token = attacked.token();
        byte[] packed = gzip(lines());
        Set<Integer> statuses = new ConcurrentSkipListSet<>();

        attacked.attack(16, number -> {
            try (RawConnection connection = attacked.connect("127.0.0.3")) {
                connection.send(post(
                        "/write?precision=s",
                        "text/plain",
                        token,
                        "Content-Encoding: gzip\r\nContent-Length: " + packed.length));
                connection.send(packed);
                statuses.add(connection.receive().status());
            }
        });

        assertThat(statuses).isSubsetOf(204, 400, 429, 503);
        attacked.assertUnharmed();
    }

    /// Every row is stored already and changes, so the body, its columns, and what replaces them exist at once.
    @Test
    void updatesOfLargeBodiesAtOnce() throws Exception {
        String token = attacked.token();
        Set<Integer> statuses = new ConcurrentSkipListSet<>();

        AtomicInteger posts = new AtomicInteger();
        attacked.attack(3, _ -> {
            byte[] packed = gzip(rows(posts.incrementAndGet()));
            try (RawConnection connection = attacked.connect("127.0.0.3")) {
                connection.send(post(
                        "/api/v1/telemetry?on_conflict=update",
                        "text/csv",
                        token,
                        "Content-Encoding: gzip\r\nContent-Length: " + packed.length));
                connection.send(packed);
                statuses.add(connection.receive().status());
            }
        });

        assertThat(statuses).contains(200).isSubsetOf(200, 429, 503);
        attacked.assertUnharmed();
    }

    @Test
    void largeBodiesThatAreDeclaredAndNotSent() throws Exception {
        String token = attacked.token();
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            connections.add(attacked.connect("127.0.0.3"));
            connections.getLast().send(post("/write", "text/plain", token, "Content-Length: 60000000"));
        }

        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = attacked.api().ingest(attacked.api().login(), Api.sample("OTHER-1", i));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        for (RawConnection connection : connections) {
            connection.close();
        }
        attacked.assertUnharmed();
    }

    @Test
    void largeBodiesOfOneCallerLeaveRoomForOthers() throws Exception {
        String token = attacked.token();
        byte[] chunk = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        List<RawConnection> connections = new ArrayList<>();
        attacked.attack(12, _ -> {
            RawConnection connection = attacked.connect("127.0.0.3");
            synchronized (connections) {
                connections.add(connection);
            }
            connection.send(post("/write", "text/plain", token, "Content-Length: 60000000"));
            for (int i = 0; i < 20_000_000 / chunk.length; i++) {
                connection.send(chunk);
            }
        });

        HttpResponse<String> answer = attacked.api().ingest(attacked.api().login(), Api.sample("OTHER-1", 1));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        for (RawConnection connection : connections) {
            connection.close();
        }
        attacked.assertUnharmed();
    }

    @Test
    void oneHundredThousandEmptyMembersOfGzip() throws Exception {
        String token = attacked.token();
        byte[] member = gzip("");
        byte[] packed = new byte[member.length * ROWS];
        for (int i = 0; i < ROWS; i++) {
            System.arraycopy(member, 0, packed, i * member.length, member.length);
        }

        for (String type : List.of("application/json", "application/x-ndjson", "text/csv")) {
            try (RawConnection connection = attacked.connect("127.0.0.3")) {
                connection.send(post(
                        "/api/v1/telemetry",
                        type,
                        token,
                        "Content-Encoding: gzip\r\nContent-Length: " + packed.length));
                connection.send(packed);
                assertThat(connection.receive().status()).as(type).isIn(200, 400, 422);
            }
        }

        attacked.assertUnharmed();
    }

    @Test
    void oneHundredThousandNewWellsAndTenThousandNewDays() throws Exception {
        String token = attacked.token();
        String wells = IntStream.range(0, ROWS)
                .mapToObj(i -> "NEW-%d,2025-11-20T06:00:00Z,1".formatted(i))
                .collect(Collectors.joining("\n", "well_id,timestamp,pip\n", "\n"));
        String days = IntStream.range(0, 9_700)
                .mapToObj(i -> "esp,well_id=OLD-1 pip=1 %d".formatted(946_684_800L + 86_400L * i))
                .collect(Collectors.joining("\n"));

        assertThat(attacked.api().ingest(token, "text/csv", wells).statusCode()).isEqualTo(422);
        try (RawConnection connection = attacked.connect("127.0.0.3")) {
            connection.send(post("/write?precision=s", "text/plain", token, "Content-Length: " + days.length()) + days);
            assertThat(connection.receive().status()).isEqualTo(422);
        }

        assertThat(attacked.database().count("well")).isLessThan(10);
        attacked.assertUnharmed();
    }

    private static String post(String path, String type, String token, String headers) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s%s\r\n\r\n"
                .formatted(path, type, token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n", headers);
    }

    private static String lines() {
        String fields =
                Channel.ALL.stream().map(channel -> channel.column() + "=1").collect(Collectors.joining(","));
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "esp,well_id=PACKED-1 %s %d\n".formatted(fields, 1_763_600_000 + i))
                .collect(Collectors.joining());
    }

    private static String rows(int value) {
        String values = ("," + value).repeat(Channel.ALL.size());
        Instant first = Instant.parse("2025-11-20T06:00:00Z");
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "UPDATED-1," + first.plusSeconds(i) + values)
                .collect(Collectors.joining(
                        "\n",
                        Channel.ALL.stream()
                                .map(Channel::column)
                                .collect(Collectors.joining(",", "well_id,timestamp,", "\n")),
                        "\n"));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return packed.toByteArray();
    }
}
