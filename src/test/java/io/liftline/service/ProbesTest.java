package io.liftline.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class ProbesTest {

    @TestHTTPResource(value = "health/", management = true)
    URI health;

    @ConfigProperty(name = "quarkus.datasource.username")
    String role;

    @Test
    void liveIsUp() {
        assertThat(probe("live").statusCode()).isEqualTo(200);
    }

    @Test
    void startedAndReadyAreUpOnceTheSchemaIsThere() throws InterruptedException {
        assertThat(await("started", 200).path("status").toString()).isEqualTo("UP");
        assertThat(await("ready", 200).path("status").toString()).isEqualTo("UP");
    }

    @Test
    void readyGoesDownWithTheDatabaseAndUpAgainWithoutARestart() throws SQLException, InterruptedException {
        // Given
        await("ready", 200);

        try (TestDatabase database = TestDatabase.ofService()) {
            // When
            database.run("REVOKE INSERT ON esp_telemetry FROM " + role);

            // Then
            try {
                assertThat(await("ready", 503).path("checks[0].data.reason").toString())
                        .isEqualTo("the service's role may not read and write the tables");
                assertThat(probe("live").statusCode()).isEqualTo(200);
                assertThat(probe("started").statusCode()).isEqualTo(200);
            } finally {
                database.run("GRANT INSERT ON esp_telemetry TO " + role);
            }
            assertThat(await("ready", 200).statusCode()).isEqualTo(200);
        }
    }

    private Response await(String probe, int status) throws InterruptedException {
        Response response = probe(probe);
        for (int i = 0; i < 300 && response.statusCode() != status; i++) {
            Thread.sleep(100);
            response = probe(probe);
        }
        assertThat(response.statusCode()).as(probe + ": " + response.asString()).isEqualTo(status);
        return response;
    }

    private Response probe(String name) {
        return given().get(health.resolve(name));
    }
}
