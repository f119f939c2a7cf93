package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Connections that send no request, that do not read, and too many of them.
class ConnectionAttacksIT {

    private static final int MAX_CONNECTIONS = 100;

    @AutoClose
    private Attacked attacked;

    @BeforeEach
    void start() throws Exception {
        attacked = Attacked.start(Map.of(
                "LIFTLINE_HTTP_HEAD_DEADLINE", "PT1S",
                "LIFTLINE_HTTP_WRITE_DEADLINE", "PT2S",
                "LIFTLINE_HTTP_MAX_CONNECTIONS", MAX_CONNECTIONS + ""));
    }

    @Test
    void aHeaderThatIsNotCompletedIsGivenUp() throws Exception {
        for (String begin : List.of("", "GET /api/v1/wells HTTP/1.1\r\nHost: local")) {
            try (RawConnection connection = attacked.connect("127.0.0.3")) {
                connection.send(begin);
                assertClosed(connection);
            }
        }
        try (RawConnection connection = attacked.connect("127.0.0.3")) {
            connection.send("GET /nope HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(connection.receive().status()).isEqualTo(404);
            connection.send("GET /nope HTTP/1.1\r\nHost: a");
            assertClosed(connection);
        }

        attacked.assertUnharmed();
    }

    @Test
    void answersThatAreNotReadAreGivenUp() throws Exception {
        byte[] request = "GET /q/openapi HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4 * 1024);
            socket.connect(
                    new InetSocketAddress("127.0.0.1", attacked.api().uri("/").getPort()));
            sockets.add(socket);
        }
        Await.until("answers wait for the clients", () -> {
            for (Socket socket : sockets) {
                socket.getOutputStream().write(request);
            }
            return attacked.metric("liftline_http_memory_used") > 0;
        });

        Await.until("they are given up", () -> attacked.metric("liftline_http_memory_used") == 0);

        for (Socket socket : sockets) {
            socket.close();
        }
        attacked.assertUnharmed();
    }

    @Test
    void moreConnectionsThanThereAre() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 2 * MAX_CONNECTIONS; i++) {
            connections.add(attacked.connect("127.0.0.3"));
        }

        assertThat(attacked.login("127.0.0.2", Attacked.MALLORY, Api.ADMIN_PASSWORD))
                .isEqualTo(200);

        for (RawConnection connection : connections) {
            connection.close();
        }
        attacked.assertUnharmed();
    }

    private static void assertClosed(RawConnection connection) throws IOException {
        try {
            connection.receive();
            throw new AssertionError("an answer without a request");
        } catch (EOFException | SocketException closed) {
            assertThat(closed).hasMessageMatching("(?s).*(ended within a response: |reset).*");
        }
    }
}
