package io.liftline.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class ProbesTest {

    private static final String NEWER = "999";

    @TestHTTPResource(value = "health/", management = true)
    URI health;

    @ConfigProperty(name = "quarkus.datasource.username")
    String role;

    @Test
    void liveIsUp() {
        assertThat(probe("live").statusCode()).isEqualTo(200);
    }

    @Test
    void startedAndReadyAreUpOnceTheSchemaIsThere() {
        assertThat(await("started", 200).path("status").toString()).isEqualTo("UP");
        assertThat(await("ready", 200).path("status").toString()).isEqualTo("UP");
    }

    @Test
    void readyGoesDownWithTheDatabaseAndUpAgainWithoutARestart() throws SQLException {
        // Given
        await("ready", 200);

        try (TestDatabase database = TestDatabase.ofService()) {
            // When
            database.run("REVOKE INSERT ON esp_telemetry FROM " + role);

            // Then
            try {
                assertThat(await("ready", 503).path("checks[0].data.reason").toString())
                        .isEqualTo(
                                "the service's role lacks the right to read and write the tables, or to make temporary ones");
                assertThat(probe("live").statusCode()).isEqualTo(200);
                assertThat(probe("started").statusCode()).isEqualTo(200);
            } finally {
                database.run("GRANT INSERT ON esp_telemetry TO " + role);
            }
            assertThat(await("ready", 200).statusCode()).isEqualTo(200);
        }
    }

    /// A newer replica has already migrated the schema, as in a rolling upgrade.
    @Test
    void readyStaysUpUnderANewerSchema() throws SQLException {
        // Given
        Response before = await("ready", 200);
        assertThat(version(before)).isNotEqualTo(NEWER);

        try (TestDatabase database = TestDatabase.ofService()) {
            // When
            database.run("""
                    INSERT INTO liftline_schema_history
                        (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    VALUES (%s, '%s', 'of a newer replica', 'SQL', 'V%s.sql', current_user, 0, true)
                    """.formatted(NEWER, NEWER, NEWER));

            // Then
            try {
                Await.until(
                        "the newer schema is seen",
                        () -> version(probe("ready")).equals(NEWER));
                assertThat(probe("ready").statusCode()).isEqualTo(200);
                assertThat(probe("started").statusCode()).isEqualTo(200);
            } finally {
                database.run("DELETE FROM liftline_schema_history WHERE version = '%s'".formatted(NEWER));
            }
            Await.until("the old schema is seen", () -> version(probe("ready")).equals(version(before)));
        }
    }

    private static String version(Response ready) {
        return String.valueOf((Object) ready.path("checks[0].data.schema_version"));
    }

    private Response await(String probe, int status) {
        AtomicReference<Response> last = new AtomicReference<>();
        Await.until("%s answers %d".formatted(probe, status), () -> {
            last.set(probe(probe));
            return last.get().statusCode() == status;
        });
        return last.get();
    }

    private Response probe(String name) {
        return given().get(health.resolve(name));
    }
}
