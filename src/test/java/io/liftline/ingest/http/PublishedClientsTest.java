package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.PublishedClients;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Tool;
import io.liftline.ingest.StoredRows;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Published clients of InfluxDB in processes of their own, unmodified. Each writes good points, and a bad one in the
/// middle of good ones. [InfluxClientsResourceTest] has those that run in the JVM of the tests.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class PublishedClientsTest {

    private static final String REFUSAL = "pip must be -15 to 20000 psi; 1 of 2 lines were not kept";

    @Inject
    Tokens tokens;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private String well;

    @BeforeEach
    void newWell() {
        well = "PUBLISHED-" + System.nanoTime();
    }

    @Test
    void javaScriptOfVersionOne() throws Exception {
        JsonNode outcome = node("v1");

        assertThat(outcome.get("online").asBoolean()).isTrue();
        assertThat(outcome.get("databases").get(0).asText()).isEqualTo("liftline");
        assertThat(outcome.get("refusal").asText()).contains("line 2: pip 99999: " + REFUSAL);
        assertStored(3, 801.5 + 802.5 + 803.5);
    }

    @Test
    void javaScriptOfVersionTwo() throws Exception {
        JsonNode outcome = node("v2");

        assertThat(outcome.get("failures").isEmpty()).isTrue();
        assertThat(outcome.get("refusal").asText()).isEqualTo("line 2: pip 99999: " + REFUSAL);
        assertStored(3, 801.5 + 802.5 + 803.5);
    }

    @Test
    void javaScriptOfVersionThree() throws Exception {
        JsonNode outcome = node("v3");

        assertThat(outcome.get("writes").asInt()).isEqualTo(3);
        assertThat(outcome.get("refusal").asText()).startsWith("line 1: pip 99999: pip must be");
        assertStored(3, 801.5 + 802.5 + 803.5);
    }

    @Test
    void javaOfVersionThree() throws Exception {
        String output = PublishedClients.output(PublishedClients.java(
                "LIFTLINE_INFLUXDB3",
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED", // as Arrow asks for
                        "--sun-misc-unsafe-memory-access=allow"),
                "src/test/influxdb3/Influx.java",
                url(),
                token(),
                well));

        assertThat(output.lines())
                .hasSize(3)
                .allMatch(line -> line.endsWith("Message: line 2: pip 99999.0: " + REFUSAL));
        assertStored(4, 801.5 + 802.5 + 803.5 + 801.5);
    }

    @Test
    void pythonOfVersionOne() throws Exception {
        JsonNode outcome = Api.json(PublishedClients.output(
                PublishedClients.python("influxdb", "src/test/python/influx.py", url(), token(), well)));

        assertThat(outcome.get("version").asText()).isEqualTo("1.8.10");
        assertThat(outcome.get("databases").get(1).asText()).isEqualTo("telegraf");
        assertThat(outcome.get("written").asBoolean()).isTrue();
        assertThat(outcome.get("refusal").asText()).contains("line 2: pip 99999.0: " + REFUSAL);
        assertStored(4, 801.5 + 802.5 + 803.5 + 803.5);
    }

    @Test
    void theCommandLineOfVersionOne() throws Exception {
        String line = "esp_telemetry,well_id=" + well + " pip=%s 17636184%02d000000000";

        assertThat(PublishedClients.output(influx("-execute", "SHOW DATABASES")).lines())
                .contains("liftline", "telegraf");
        assertThat(PublishedClients.output(influx("-execute", "INSERT " + line.formatted("801.5", 1))))
                .isEmpty();
        assertThat(PublishedClients.output(influx("-execute", "INSERT " + line.formatted("99999", 2))))
                .startsWith("ERR: ")
                .contains("line 1: pip 99999: pip must be -15 to 20000 psi; 1 of 1 lines were not kept");
        Path file = Files.createTempFile(Path.of("target"), "influx-", ".txt");
        Files.write(
                file,
                List.of(
                        "# DML",
                        "# CONTEXT-DATABASE: telegraf",
                        line.formatted("802.5", 3),
                        line.formatted("99999", 4),
                        line.formatted("803.5", 5)));
        assertThat(influx("-import", "-path=" + file).errors()) // it sends an empty line behind each
                .contains("line 3: pip 99999: pip must be -15 to 20000 psi; 1 of 3 lines were not kept");

        assertStored(3, 801.5 + 802.5 + 803.5);
    }

    private Tool.Result influx(String... words) throws Exception {
        assumeThat(Tool.isThere("influx"))
                .as("Debian's influxdb-client is installed")
                .isTrue();
        URI address = URI.create(url());
        List<String> command = new ArrayList<>(List.of(
                "influx",
                "-host",
                address.getHost(),
                "-port",
                String.valueOf(address.getPort()),
                "-username",
                "anybody",
                "-password",
                token(),
                "-database",
                "telegraf"));
        command.addAll(List.of(words));
        return Tool.run(command, Map.of());
    }

    private JsonNode node(String client) throws Exception {
        return Api.json(PublishedClients.output(
                PublishedClients.node("src/test/node/influx.mjs", client, url(), token(), well)));
    }

    private void assertStored(int rows, double sum) throws Exception {
        StoredRows stored = new StoredRows(owner);
        assertThat(stored.count(well)).isEqualTo(rows);
        assertThat(stored.sum(well, "pip")).isEqualTo(sum);
    }

    private static String url() {
        return Api.underTest().base().toString();
    }

    private String token() {
        return tokens.text(Role.WRITER, "*");
    }
}
