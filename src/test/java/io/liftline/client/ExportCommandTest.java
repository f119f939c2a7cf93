package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `liftline export` and `liftline status` against the service.
@QuarkusTest
class ExportCommandTest {

    private static final String HEADER = "well_id,timestamp,pip\n";

    @TempDir
    Path directory;

    @Inject
    Tokens tokens;

    @TestHTTPResource(value = "health/", management = true)
    URL probes;

    private final String well = "EXPORT-" + System.nanoTime();
    private String rows = "";
    private Shell shell;

    @BeforeEach
    void importFourDays() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int hour = 0; hour < 96; hour += 6) {
            for (String name : List.of(well + "-A", well + "-B")) {
                text.append(
                        "%s,2025-11-%02dT%02d:00:00Z,%d.5%n".formatted(name, 10 + hour / 24, hour % 24, 800 + hour));
            }
        }
        rows = text.toString();
        shell = new Shell(tokens.text(Role.OPERATOR, well + "*"));
        Path file = Files.writeString(directory.resolve("in.csv"), HEADER + rows);
        assertThat(shell.run("import", file.toString()).out()).isEqualTo("32 samples: 32 stored\n");
    }

    @Test
    void whatIsExportedIsWhatWasImportedAndIsImportedAgain() throws IOException {
        Path file = directory.resolve("out.csv.gz");

        Shell.Result result = export(file, "--channels", "pip", "--wells", well + "-A," + well + "-B");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).startsWith(file + ": 32 rows, ");
        assertThat(unpacked(file)).isEqualTo(HEADER + rows);
        assertThat(shell.run("import", file.toString()).out()).isEqualTo("32 samples: 0 stored, 32 stored already\n");
    }

    @Test
    void eachFormIsExportedAlsoToStandardOutput() {
        Shell.Result csv = export("--wells", well + "-A", "--channels", "pip");
        Shell.Result ndjson = export("--wells", well + "-A", "--channels", "pip", "--format", "ndjson");

        assertThat(csv.status()).as(csv.err()).isZero();
        assertThat(csv.out().lines()).hasSize(17).startsWith(HEADER.strip(), well + "-A,2025-11-10T00:00:00Z,800.5");
        assertThat(ndjson.out().lines())
                .hasSize(16)
                .endsWith(
                        "{\"well_id\":\"%s-A\",\"timestamp\":\"2025-11-13T18:00:00Z\",\"pip\":890.5}".formatted(well));
    }

    @Test
    void whatCannotBeExportedLeavesNoFileUnderTheName() throws IOException {
        Path file = directory.resolve("out.csv");

        Shell.Result channel = export(file, "--channels", "pup");
        Shell.Result there = export(Files.writeString(directory.resolve("there.csv"), "mine"));
        Shell.Result none = shell.run("export", "--out", file.toString());
        Shell.Result time = shell.run("export", "--from", "yesterday", "--out", file.toString());

        assertThat(List.of(channel.status(), there.status())).containsOnly(1);
        assertThat(List.of(none.status(), time.status())).containsOnly(2);
        assertThat(channel.err()).contains("pup");
        assertThat(there.err()).contains("there.csv exists already; --overwrite replaces it");
        assertThat(none.err()).contains("--from is required");
        assertThat(time.err()).contains("--from is 'yesterday', but it is not a time");
        assertThat(file).doesNotExist();
        assertThat(directory.resolve("there.csv")).hasContent("mine");
    }

    @Test
    void theStatusSaysHowTheDatabaseAndTheArchiveAre() {
        Shell.Result result = shell.run("status", "--management-url", "http://localhost:" + probes.getPort());

        assertThat(result.out())
                .contains(
                        "database                PostgreSQL 1", "TimescaleDB 2.", "esp_telemetry", "diagnostic_results")
                .contains("archive                 no store is configured");
    }

    @Test
    void anAddressOfProbesThatIsNoneIsNamed() {
        Shell.Result result = shell.run("status", "--management-url", "localhost:9000");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--management-url is 'localhost:9000', but must be like https://");
    }

    private Shell.Result export(Path file, String... more) {
        return export(concat(List.of("--out", file.toString()), more));
    }

    private Shell.Result export(String... words) {
        return shell.run(
                "export", concat(List.of("--from", "2025-11-10T00:00:00Z", "--to", "2025-11-14T00:00:00Z"), words));
    }

    private static String[] concat(List<String> first, String... second) {
        return Stream.concat(first.stream(), Arrays.stream(second)).toArray(String[]::new);
    }

    private static String unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
