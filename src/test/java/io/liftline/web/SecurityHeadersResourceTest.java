package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecurityHeadersResourceTest {

    @Inject
    Tokens tokens;

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/wells", "/nope", "/.well-known/jwks.json", "/ping", "/write"})
    void everyAnswerHasTheSecurityHeaders(String path) throws Exception {
        String head = Wire.request("GET", path)
                .header("Authorization", "Bearer " + tokens.text(Role.VIEWER, "*"))
                .send()
                .head()
                .toLowerCase(Locale.ROOT);

        assertThat(head)
                .contains("x-content-type-options: nosniff")
                .contains("x-frame-options: deny")
                .contains("referrer-policy: no-referrer")
                .contains("content-security-policy: default-src 'none'");
    }

    @Test
    void browsersOfOtherOriginsAreNotPermittedByDefault() throws Exception {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            assertThat(Wire.request(method, "/api/v1/wells")
                            .header("Origin", "https://elsewhere.example")
                            .header("Access-Control-Request-Method", "GET")
                            .header("Authorization", "Bearer " + tokens.text(Role.VIEWER, "*"))
                            .send()
                            .head()
                            .toLowerCase(Locale.ROOT))
                    .doesNotContain("access-control-allow")
                    .doesNotContain("strict-transport-security");
        }
    }

    @Test
    void thePagesOfTheSwaggerUiMayRunTheirScripts() throws Exception {
        assertThat(Wire.request("GET", "/q/swagger-ui/").send().head().toLowerCase(Locale.ROOT))
                .contains("x-content-type-options: nosniff")
                .doesNotContain("content-security-policy");
    }

    @Test
    void twoHostsAreAProblem() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send("GET /api/v1/wells HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

            assertThat(Wire.assertProblem(connection.receive(), 400).getString("detail"))
                    .contains("Host");
        }
    }
}
