package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the packaged program that use the HTTP API.
class ImportIT {

    private static final int WELLS = 90;
    private static final int MINUTES = 1_440;

    @TempDir
    Path directory;

    @Test
    void anImportSurvivesThatItIsKilledAndThatTheServiceIs() throws Exception {
        Path file = writeDay();
        Map<String, String> port = Map.of("LIFTLINE_HTTP_PORT", String.valueOf(Program.freePort()));
        try (TestDatabase database = TestDatabase.empty()) {
            String token;
            try (Program service = Program.ready(database, port)) {
                token = api(port).login();
                try (Program killed = client(port, token, "import", file.toString(), "--rows", "1000")) {
                    awaitLine(file, 10_000);
                }
                Program resumed = client(port, token, "import", file.toString(), "--rows", "1000", "--resume");
                try (resumed) {
                    awaitLine(file, 50_000);
                    service.close();
                    try (Program _ = Program.ready(database, port)) {
                        assertThat(resumed.exitStatus())
                                .as(() -> String.join("\n", resumed.logLines()))
                                .isZero();
                        assertThat(resumed.logLines()).last().asString().startsWith("129,600 samples: ");
                        assertStored(api(port), token);
                        assertExported(port, token, file);
                    }
                }
            }
        }
    }

    @Test
    void theHelpAndTheVersionNeedNoService() throws Exception {
        assertPrints(0, "usage: liftline [COMMAND [OPTION]...]", "--help");
        assertPrints(0, "usage: liftline import [OPTION]... FILE...", "import", "--help");
        assertPrints(0, "liftline 0.", "--version");
        assertPrints(2, "unknown command 'imprt'; did you mean import?", "imprt");
        assertPrints(2, "'--dryrun' is not understood", "migrate", "--dryrun");
        assertPrints(1, "the service cannot be reached: connection refused", "export", "--from", "-1h");
    }

    private static void assertPrints(int status, String words, String... arguments) throws Exception {
        Map<String, String> nobody = Map.of("LIFTLINE_HTTP_PORT", String.valueOf(Program.freePort()));
        try (Program program = client(nobody, "", arguments)) {
            assertThat(program.exitStatus()).as(words).isEqualTo(status);
            assertThat(String.join("\n", program.logLines())).contains(words);
        }
    }

    private static void assertStored(Api api, String token) throws Exception {
        JsonNode wells = Api.json(api.get(
                        "/api/v1/telemetry/summary?from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z&channels=pip",
                        token))
                .get("wells");
        assertThat(wells).hasSize(WELLS);
        for (JsonNode well : wells) {
            assertThat(well.get("count").asInt()).isEqualTo(MINUTES);
            assertThat(well.at("/channels/pip/avg").asDouble()).isCloseTo(800 + (MINUTES - 1) / 2.0 / 10, within(1e-9));
        }
    }

    private void assertExported(Map<String, String> port, String token, Path imported) throws Exception {
        Path out = directory.resolve("out.csv");
        try (Program export = client(
                port,
                token,
                "export",
                "--from",
                "2025-11-20T00:00:00Z",
                "--to",
                "2025-11-21T00:00:00Z",
                "--channels",
                "pip",
                "--out",
                out.toString())) {
            assertThat(export.exitStatus())
                    .as(() -> String.join("\n", export.logLines()))
                    .isZero();
        }
        try (Stream<String> before = Files.lines(imported);
                Stream<String> after = Files.lines(out)) {
            assertThat(after.sorted().toList()).isEqualTo(before.sorted().toList());
        }
    }

    private static Api api(Map<String, String> port) {
        return new Api(URI.create("http://127.0.0.1:" + port.get("LIFTLINE_HTTP_PORT")));
    }

    private static Program client(Map<String, String> port, String token, String... arguments) {
        Map<String, String> settings = new HashMap<>();
        settings.put("LIFTLINE_URL", api(port).base().toString());
        settings.put("LIFTLINE_KEY", token);
        return Program.start(TestDatabase.ofService(), settings, arguments);
    }

    /// Waits until the import has kept that so many lines were answered.
    private static void awaitLine(Path file, long line) {
        Path state = file.resolveSibling(file.getFileName() + ".import-state");
        Await.until(
                "line " + line + " of the import",
                () -> Files.exists(state)
                        && Api.json(Files.readString(state)).get("line").asLong() >= line);
    }

    /// A day of 90 wells, a sample a minute: 129,600 rows.
    private Path writeDay() throws IOException {
        List<String> times = Stream.iterate(0, minute -> minute + 1)
                .limit(MINUTES)
                .map(minute -> "2025-11-20T%02d:%02d:00Z,%s".formatted(minute / 60, minute % 60, 800 + minute / 10.0))
                .toList();
        Path file = directory.resolve("day.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("well_id,timestamp,pip\n");
            for (int well = 0; well < WELLS; well++) {
                for (String time : times) {
                    out.write("DAY-%02d,%s\n".formatted(well, time));
                }
            }
        }
        return file;
    }
}
