package io.liftline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.liftline.fixtures.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The unit tests of the alerts in `deploy/prometheus` pass in promtool.
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
}
