package io.liftline.access.login;

import static io.liftline.access.login.LoginClient.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How long a client waits after wrong passwords.
@QuarkusTest
class FailedLoginsResourceTest extends StoredUser {

    @Test
    void tenFailuresMakeAKnownAndAnUnknownNameWait() {
        String unknown = "nobody-" + UUID.randomUUID();
        for (int i = 0; i < 10; i++) {
            login(username, WRONG).then().statusCode(401);
            login(unknown, WRONG).then().statusCode(401);
        }

        Response known = login(username, PASSWORD);
        Response nobody = login(unknown, PASSWORD);

        assertThat(List.of(known, nobody)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 60);
        });
    }

    @Test
    void failuresOfAnotherAddressDoNotLockTheUserOut() throws Exception {
        for (int i = 0; i < 11; i++) {
            login(username, WRONG);
        }
        login(username, PASSWORD).then().statusCode(429);

        String body = new JsonObject()
                .put("username", username)
                .put("password", PASSWORD)
                .encode();
        try (RawConnection elsewhere = RawConnection.from("127.0.0.2")) {
            elsewhere.send(
                    "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);
            assertThat(elsewhere.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void failuresUnderOneSpellingOfANameMakeEachSpellingWait() {
        String upper = username.toUpperCase(Locale.ROOT);
        for (int i = 0; i < 5; i++) {
            login(username, WRONG).then().statusCode(401);
            login(upper, WRONG).then().statusCode(401);
        }

        assertThat(login(upper, PASSWORD).statusCode()).isEqualTo(429);
        assertThat(login(upper, WRONG).statusCode()).isEqualTo(429);
        assertThat(login(username, PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void theRightPasswordUnderOneSpellingForgetsTheFailuresOfEach() {
        String upper = username.toUpperCase(Locale.ROOT);
        for (int i = 0; i < 9; i++) {
            login(username, WRONG).then().statusCode(401);
        }

        assertThat(login(upper, PASSWORD).statusCode()).isEqualTo(200);

        for (int i = 0; i < 9; i++) {
            login(upper, WRONG).then().statusCode(401);
        }
        assertThat(login(username, PASSWORD).statusCode()).isEqualTo(200);
    }
}
