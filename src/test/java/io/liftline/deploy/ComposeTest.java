package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// Checks deploy/compose.yaml: privileges, passwords, health check and grace period.
class ComposeTest {

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "liftline"})
    void everyContainerOfTheProgramRunsWithLeastPrivilege(String name) throws IOException {
        JsonNode service = service(name);

        assertThat(service.get("read_only").asBoolean()).isTrue();
        assertThat(service.get("tmpfs")).hasToString("[\"/tmp\"]");
        assertThat(service.get("cap_drop")).hasToString("[\"ALL\"]");
        assertThat(service.get("security_opt")).hasToString("[\"no-new-privileges\"]");
    }

    @Test
    void passwordsAreOnlyInFiles() throws IOException {
        JsonNode compose = compose();

        assertThat(compose.get("secrets"))
                .hasSize(3)
                .allSatisfy(secret -> assertThat(secret.get("file").asText()).contains("../.dev/dev/"));
        List<String> variables = new ArrayList<>();
        for (JsonNode service : compose.get("services")) {
            service.path("environment").fieldNames().forEachRemaining(variables::add);
        }
        assertThat(variables).filteredOn(name -> name.contains("PASSWORD")).containsExactly("POSTGRES_PASSWORD_FILE");
    }

    @Test
    void theServiceDoesNotHaveTheOwnersPassword() throws IOException {
        assertThat(service("liftline").get("secrets"))
                .extracting(secret -> secret.get("target").asText())
                .containsExactly("LIFTLINE_DB_PASSWORD", "LIFTLINE_ADMIN_PASSWORD");
        assertThat(service("migrate").get("secrets"))
                .extracting(secret -> secret.get("target").asText())
                .containsExactly("LIFTLINE_DB_OWNER_PASSWORD", "LIFTLINE_DB_PASSWORD");
    }

    @Test
    void theHealthCheckRunsTheProgramOfTheImage() throws IOException {
        String program =
                Dockerfile.read("Dockerfile.native-micro").all("ENTRYPOINT").getFirst();

        JsonNode test = service("liftline").at("/healthcheck/test");

        assertThat(test).hasToString("[\"CMD\",%s,\"health\"]".formatted(program.substring(1, program.length() - 1)));
    }

    @Test
    void theLogsOfEveryContainerAreBounded() throws IOException {
        assertThat(compose().get("services"))
                .hasSize(3)
                .allSatisfy(service -> assertThat(service.at("/logging/options"))
                        .hasToString("{\"max-size\":\"10m\",\"max-file\":\"5\"}"));
    }

    @Test
    void theImageIsNamedByTheUserOrBuiltFromTheExecutable() throws IOException {
        JsonNode build = read("compose.build.yaml").get("services");

        assertThat(List.of(service("migrate"), service("liftline")))
                .allSatisfy(
                        service -> assertThat(service.get("image").asText()).isEqualTo("${LIFTLINE_IMAGE:-liftline}"))
                .allSatisfy(service -> assertThat(service.has("build")).isFalse());
        assertThat(build)
                .hasSize(2)
                .allSatisfy(
                        service -> assertThat(service.at("/build/dockerfile").asText())
                                .isEqualTo("src/main/docker/Dockerfile.native-micro"));
    }

    @Test
    void theGracePeriodExceedsTheLongestShutdown() throws IOException {
        Duration shutdown = Duration.parse("PT" + Settings.ofProgram("quarkus.shutdown.timeout"));
        Duration unanswered = Settings.longestAnswer();

        Duration grace = Duration.parse(
                "PT" + service("liftline").get("stop_grace_period").asText());

        assertThat(grace).isGreaterThan(shutdown).isGreaterThan(unanswered);
    }

    private static JsonNode service(String name) throws IOException {
        return compose().get("services").get(name);
    }

    private static JsonNode compose() throws IOException {
        return read("compose.yaml");
    }

    /// A file with its YAML anchors resolved.
    private static JsonNode read(String name) throws IOException {
        try (Reader file = Files.newBufferedReader(Path.of("deploy", name))) {
            Object tree = new Yaml().load(file);
            return new ObjectMapper().valueToTree(tree);
        }
    }
}
