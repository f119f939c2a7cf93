package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many expensive questions at once, and clients that do not read their answers.
///
/// Answers are read and dropped: if they were kept, the collector of this JVM would stop the bystander, too.
class QuestionAttacksIT {

    private static final String RANGE = "from=2025-01-01T00:00:00Z&to=2025-03-01T00:00:00Z";

    /// Half of them are summaries.
    private static final List<String> EXPENSIVE = List.of(
            "/telemetry/summary?",
            "/telemetry/series?bucket=PT1H&aggregates=twa,stddev&channels=pip,motor_temp&",
            "/telemetry/summary?",
            "/telemetry?format=csv&limit=100000&",
            "/telemetry/summary?",
            "/wells/NOBODY-1/telemetry?");

    private static final List<String> FORMATS = List.of("ndjson", "csv", "parquet");

    private static final String WELLS = """
            INSERT INTO esp_telemetry (well_id, timestamp, flow_rate, pip, motor_temp, motor_current)
            SELECT 'MANY-' || well, TIMESTAMPTZ '2025-01-01 00:00:00Z' + second * INTERVAL '10 s', 1, 2, 3, 4
            FROM generate_series(1, 20) AS well, generate_series(1, 20000) AS second;
            INSERT INTO well (well_id, first_at, last_at)
            SELECT 'MANY-' || well, TIMESTAMPTZ '2025-01-01 00:00:00Z', TIMESTAMPTZ '2025-01-01 00:00:00Z'
            FROM generate_series(1, 20) AS well""";

    @AutoClose
    private Attacked attacked;

    @BeforeEach
    void start() throws Exception {
        attacked = Attacked.start(Map.of("LIFTLINE_HTTP_WRITE_DEADLINE", "PT3S"), WELLS, "ANALYZE esp_telemetry");
    }

    @Test
    void manyExpensiveQuestionsAtOnce() throws Exception {
        String token = attacked.token();
        Set<Integer> statuses = new ConcurrentSkipListSet<>();

        attacked.attack(25, number -> {
            String question = EXPENSIVE.get(number % EXPENSIVE.size());
            statuses.add(attacked.api().status("/api/v1" + question + RANGE, token));
            assertThat(attacked.program().management("/q/health/ready").statusCode())
                    .isEqualTo(200);
        });

        assertThat(statuses).contains(200).isSubsetOf(200, 404, 429, 503, 504);
        attacked.assertUnharmed();
    }

    @Test
    void manyLargePagesAtOnce() throws Exception {
        String token = attacked.token();
        Set<Integer> statuses = new ConcurrentSkipListSet<>();

        attacked.attack(
                25,
                number -> statuses.add(attacked.api()
                        .status(
                                "/api/v1/wells/MANY-%d/telemetry?limit=10000&%s".formatted(1 + number % 20, RANGE),
                                token)));

        assertThat(statuses).contains(200).isSubsetOf(200, 429, 503);
        attacked.assertUnharmed();
    }

    @Test
    void readersThatDoNotRead() throws Exception {
        String token = attacked.token();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4 * 1024);
            socket.connect(
                    new InetSocketAddress("127.0.0.1", attacked.api().uri("/").getPort()));
            String format = i % 2 == 0 ? "limit=10000" : "format=csv";
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/wells/MANY-%d/telemetry?%s&%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(1 + i % 20, format, RANGE, token)
                                    .getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }

        Await.until("the answers are given up", () -> attacked.metric("liftline_http_memory_used") == 0);

        for (Socket socket : sockets) {
            socket.close();
        }
        attacked.assertUnharmed();
    }

    @Test
    void exportsOfEverythingInEachFormat() throws Exception {
        String token = attacked.token();
        Set<Integer> statuses = new ConcurrentSkipListSet<>();

        attacked.attack(
                6,
                number -> statuses.add(attacked.api()
                        .status(
                                "/api/v1/wells/MANY-%d/telemetry?%s&format=%s"
                                        .formatted(1 + number, RANGE, FORMATS.get(number % FORMATS.size())),
                                token)));

        assertThat(statuses).contains(200).isSubsetOf(200, 429, 503);
        attacked.assertUnharmed();
        assertThat(attacked.metric("liftline_exports")).isZero();
    }

    @Test
    void clientsThatHangUpBeforeTheirAnswer() throws Exception {
        String token = attacked.token();
        attacked.attack(10, _ -> {
            for (int i = 0; i < 10; i++) {
                try (RawConnection connection = attacked.connect("127.0.0.3")) {
                    connection.send(
                            "GET /api/v1/telemetry/summary?%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(RANGE, token));
                }
            }
        });

        attacked.assertUnharmed();
    }
}
