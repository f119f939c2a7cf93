package io.liftline.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class BuildMetricTest {

    /// A revision is a commit id, or `unknown` if the sources are not in a Git repository.
    private static final String REVISION = "([0-9a-f]{40}|unknown)";

    @TestHTTPResource(value = "metrics", management = true)
    URI metrics;

    @TestHTTPResource(value = "info", management = true)
    URI info;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @Test
    void theMetricSaysVersionRevisionAndEdition() throws SQLException {
        List<String> lines = given().header("Accept", "application/openmetrics-text")
                .get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith("liftline_build_info{"))
                .toList();

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .matches("liftline_build_info\\{edition=\"%s\",revision=\"%s\",version=\"%s\"\\} 1.0"
                        .formatted(edition(), REVISION, version.replace(".", "\\.")));
    }

    @Test
    void theInfoEndpointSaysVersionAndCommit() {
        JsonPath answer = given().get(info).jsonPath();

        assertThat(answer.getMap("build")).isEqualTo(Map.of("version", version));
        assertThat(String.valueOf(answer.getString("git.commit.id"))).matches("([0-9a-f]{40}|null)");
        assertThat(answer.getMap("")).containsOnlyKeys("build", "git");
    }

    private static String edition() throws SQLException {
        try (TestDatabase database = TestDatabase.ofService()) {
            String license = database.row("SHOW timescaledb.license");
            return license.equals("timescale") ? "community" : "apache";
        }
    }
}
