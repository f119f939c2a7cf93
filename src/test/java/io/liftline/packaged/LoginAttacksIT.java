package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.RawConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Logins that are wrong, and requests that are none.
class LoginAttacksIT {

    @AutoClose
    private Attacked attacked;

    @BeforeEach
    void start() throws Exception {
        // without the limit of an address, so that each request gets to the part that it attacks
        attacked = Attacked.start(Map.of("LIFTLINE_LIMITS_ADDRESS", "0"));
    }

    @Test
    void loginsOfRandomNamesDoNotDisplaceTheRightOneOfAnother() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(over));

        for (int i = 0; i < 10; i++) {
            assertThat(attacked.login("127.0.0.2", Attacked.MALLORY, Api.ADMIN_PASSWORD))
                    .isEqualTo(200);
        }

        over.set(true);
        flood.join();
        attacked.assertUnharmed();
    }

    private void flood(AtomicBoolean over) {
        try {
            attacked.attack(24, number -> {
                for (int i = 0; !over.get(); i++) {
                    assertThat(attacked.login("127.0.0.3", "random-%d-%d".formatted(number, i), "wrong"))
                            .isIn(401, 429);
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wrongPasswordsOfOneAddressDoNotLockTheUserOut() throws Exception {
        int refused = 0;
        for (int i = 0; i < 15; i++) {
            refused += attacked.login("127.0.0.3", Attacked.MALLORY, "wrong") == 429 ? 1 : 0;
        }

        assertThat(refused).isEqualTo(5);
        assertThat(attacked.login("127.0.0.2", Attacked.MALLORY, Api.ADMIN_PASSWORD))
                .isEqualTo(200);
        attacked.assertUnharmed();
    }

    @Test
    void otherSpellingsOfATokenAndMadeUpPathsAndMethods() throws Exception {
        String token = attacked.token();
        attacked.attack(8, number -> {
            try (RawConnection connection = attacked.connect("127.0.0.3")) {
                for (int i = 0; i < 500; i++) {
                    connection.send(request("GET", "/api/v1/wells", token + "!".repeat(1 + i % 50)));
                    assertThat(connection.receive().status()).isEqualTo(401);
                    connection.send(request("MADEUP" + number + "X" + i, "/made/up/%d/%d".formatted(number, i), token));
                    assertThat(connection.receive().status()).isIn(404, 405);
                }
            }
        });

        assertThat(attacked.program().management("/q/metrics").body()).hasSizeLessThan(200_000);
        attacked.assertUnharmed();
    }

    @Test
    void requestsThatAreNone() throws Exception {
        for (String bad : List.of(
                "GET /api/v1/wells HTTP/1.1\r\n\r\n",
                "GET /api/v1/wells HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /% HTTP/1.1\r\nHost: a\r\n\r\n")) {
            for (int i = 0; i < 100; i++) {
                try (RawConnection connection = attacked.connect("127.0.0.3")) {
                    connection.send(bad);
                    assertThat(connection.receive().status()).as(bad).isEqualTo(400);
                }
            }
        }
        for (int i = 0; i < 200; i++) {
            try (RawConnection connection = attacked.connect("127.0.0.3")) {
                connection.send("POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{");
            }
        }

        attacked.assertUnharmed();
    }

    private static String request(String method, String path, String token) {
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n".formatted(method, path, token);
    }
}
