package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bodies of requests to the REST layer, of a caller that is not known.
@QuarkusTest
@TestProfile(RestBodiesResourceTest.SmallBudget.class)
class RestBodiesResourceTest {

    private static final String HEAD =
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    /// The part of callers that are not known is 32 KiB.
    private static final int BUDGET = 512 * 1024;

    @Inject
    MemoryBudget memory;

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
    void bodiesBeyondTheShareOfUnknownCallersAreRefusedAndGivenBack() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            connections.add(new RawConnection());
            connections.getLast().send(HEAD + "Content-Length: 16384\r\n\r\n");
        }
        Await.until("both are counted", () -> memory.used() == 32_768);

        try (RawConnection third = new RawConnection()) {
            third.send(HEAD + "Content-Length: 16384\r\n\r\n");
            RawConnection.Response refused = third.receive();
            Wire.assertProblem(refused, 429);
            assertThat(refused.head()).containsIgnoringCase("retry-after:");
        }
        for (RawConnection connection : connections) {
            connection.close();
        }
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

    private void assertGivenBack() {
        Await.until("everything is given back", () -> memory.used() == 0);
    }
}
