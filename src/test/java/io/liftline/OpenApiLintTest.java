package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.PublishedClients;
import io.liftline.fixtures.Tool;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The linters of Spectral and Redocly find no error in the OpenAPI document.
@QuarkusTest
class OpenApiLintTest {

    private static final Path DOCUMENT = Path.of("target", "linted.yaml");

    @BeforeEach
    void fetch() throws IOException {
        Files.writeString(DOCUMENT, given().get("/q/openapi").asString());
    }

    @Test
    void spectralFindsNoError() throws Exception {
        Path rules = Files.writeString(Path.of("target", "spectral.yaml"), "extends: [\"spectral:oas\"]\n");

        Tool.Result result = PublishedClients.nodeProgram(
                "spectral", "lint", "--ruleset", rules.toString(), "--fail-severity", "error", DOCUMENT.toString());

        assertThat(result.status()).as(result.output() + result.errors()).isZero();
    }

    @Test
    void redoclyFindsNoError() throws Exception {
        Tool.Result result =
                PublishedClients.nodeProgram("redocly", "lint", "--extends", "recommended", DOCUMENT.toString());

        assertThat(result.status()).as(result.output() + result.errors()).isZero();
    }
}
