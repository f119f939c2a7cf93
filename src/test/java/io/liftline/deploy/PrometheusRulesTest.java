package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.liftline.fixtures.Tool;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The unit tests of the alerts in `deploy/prometheus` pass in promtool, which understands the queries of the dashboard
/// of the archive, too. `ArchiveIT` has the metrics of both.
class PrometheusRulesTest {

    private static final Path RULES = Path.of("deploy", "prometheus");

    static List<String> tests() throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void theAlertsBehaveAsTheirTestsSay(String test) throws Exception {
        assumeThat(Tool.isThere("promtool")).as("promtool is installed").isTrue();

        Tool.Result result = Tool.run(
                List.of("promtool", "test", "rules", RULES.resolve(test).toString()), Map.of());

        assertThat(result.status()).as(result.output() + result.errors()).isZero();
    }

    @Test
    void theQueriesOfTheDashboardOfTheArchiveAreUnderstood(@TempDir Path directory) throws Exception {
        assumeThat(Tool.isThere("promtool")).as("promtool is installed").isTrue();
        JsonObject dashboard =
                new JsonObject(Files.readString(Path.of("deploy/grafana/dashboards/storage-archive.json")));
        JsonArray rules = new JsonArray();
        for (Object panel : dashboard.getJsonArray("panels")) {
            for (Object target : ((JsonObject) panel).getJsonArray("targets", new JsonArray())) {
                rules.add(new JsonObject()
                        .put("record", "dashboard:" + rules.size())
                        .put("expr", ((JsonObject) target).getString("expr")));
            }
        }
        Path file = Files.writeString(
                directory.resolve("queries.yaml"), // YAML contains JSON
                new JsonObject()
                        .put(
                                "groups",
                                new JsonArray()
                                        .add(new JsonObject().put("name", "g").put("rules", rules)))
                        .encode());

        Tool.Result result = Tool.run(List.of("promtool", "check", "rules", file.toString()), Map.of());

        assertThat(result.status()).as(result.output() + result.errors()).isZero();
        assertThat(result.output()).contains("SUCCESS: %d rules found".formatted(rules.size()));
        assertThat(rules.size()).isGreaterThan(15);
    }
}
