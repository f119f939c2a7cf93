package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `liftline import` against the service, up to what is stored.
@QuarkusTest
class ImportCommandTest {

    private static final Path REAL = Path.of("..", "shared", "data", "slb-esp-small.csv");
    private static final String HEADER = "well_id,timestamp,pip\n";

    @TempDir
    Path directory;

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    private final String well = "IMPORT-" + System.nanoTime();
    private Shell shell;

    @BeforeEach
    void login() {
        shell = new Shell(tokens.text(Role.WRITER, "*"));
    }

    /// The command of docs/files.md.
    @Test
    void theRealFileIsImportedAsItIs() throws Exception {
        assumeTrue(Files.exists(REAL), "skipped: the real data is not there, " + REAL);

        Shell.Result result = shell.run(
                "import",
                "--skip",
                "1",
                "--well-line",
                "1",
                "--skip-after-header",
                "1",
                "--time-format",
                "unix_s",
                "--map",
                "time:timestamp,DHDISCHARGEPRESSURE:discharge_pressure,DHINTAKEPRESSURE:pip",
                "--map",
                "DHINTAKETEMP:intake_temp,DHMOTORTEMP:motor_temp,VSDFREQOUT:vsd_frequency",
                "--map",
                "VSDMOTAMPS:motor_current",
                "--units",
                "discharge_pressure:Pa,pip:Pa,intake_temp:K,motor_temp:K",
                "--state",
                directory.resolve("state").toString(),
                REAL.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("36 samples: ");
        assertThat(stored.text(
                        "SELECT round(pip::numeric, 2) || ' ' || round(motor_temp::numeric, 3) FROM esp_telemetry"
                                + " WHERE well_id = 'ESP02' AND timestamp = '2013-06-01T00:00:00Z'"))
                .isEqualTo("613.56 102.504");
    }

    @Test
    void rejectedRowsAreCorrectedInTheirFileAndImportedAgain() throws Exception {
        Path file = write("esp.csv", HEADER + row(1, "801") + row(2, "hot") + row(3, "99999") + row(4, "804"));
        Path rejects = directory.resolve("rejects.csv");

        Shell.Result result = shell.run("import", file.toString(), "--errors-file", rejects.toString());
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("4 samples: 2 stored, 2 rejected\n");
        assertThat(result.err()).contains(file + ":3: not_a_number pip 'hot'", file + ":4: out_of_range pip '99999'");
        assertThat(rejects).hasContent(HEADER + row(2, "hot") + row(3, "99999"));

        Files.writeString(
                rejects, Files.readString(rejects).replace("hot", "802").replace("99999", "803"));
        assertThat(shell.run("import", rejects.toString()).out()).isEqualTo("2 samples: 2 stored\n");
        assertThat(shell.run("import", file.toString(), rejects.toString()).out())
                .isEqualTo("6 samples: 0 stored, 4 stored already, 2 rejected\n");
        assertThat(stored.sum(well, "pip")).isEqualTo(801 + 802 + 803 + 804);
    }

    @Test
    void aDirectoryOfCompressedFilesOfOneWellEachIsImported() throws Exception {
        Path files = Files.createDirectory(directory.resolve("export"));
        for (int i = 1; i <= 2; i++) {
            String mark = i == 2 ? "\uFEFF" : ""; // Excel begins a file in UTF-8 with it
            pack(
                    files.resolve(well + "-" + i + ".csv.gz"),
                    mark + "Time;PI (kPa)\n2025-11-20 09:00:0" + i + ";5500,5\n");
        }
        write("export/readme.md", "not a file of samples");

        Shell.Result result = shell.run(
                "import",
                files.toString(),
                "--well",
                "@file",
                "--delimiter",
                ";",
                "--decimal",
                ",",
                "--tz",
                "Asia/Riyadh",
                "--map",
                "Time:timestamp,PI (kPa):pip",
                "--units",
                "pip:kPa");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("2 samples: 2 stored\n");
        assertThat(stored.text("SELECT timestamp AT TIME ZONE 'UTC' || ' ' || round(pip::numeric, 3) FROM esp_telemetry"
                        + " WHERE well_id = '" + well + "-2'"))
                .isEqualTo("2025-11-20 06:00:02 797.780");
    }

    @Test
    void linesOfNdjsonAndLineProtocolAreImported() throws Exception {
        Path ndjson = write("a.ndjson", """
                {"well_id": "%1$s", "timestamp": "2025-11-20T06:00:00Z", "pip": 801}
                {"well_id": "%1$s", "timestamp": "2025-11-20T06:00:01Z", "pip": NaN}
                """.formatted(well));
        StringBuilder lines = new StringBuilder("# of a gateway\n");
        for (int i = 0; i < 250; i++) {
            lines.append("esp,pump=%s %s %d%n".formatted(well, i % 2 == 0 ? "PI=1" : "pip=x", 1763618410L + i));
        }
        Path protocol = write("b.lp", lines.toString());
        Path rejects = directory.resolve("rejects.lp");

        assertThat(shell.run("import", ndjson.toString()).out()).isEqualTo("2 samples: 1 stored, 1 rejected\n");
        Shell.Result result = shell.run(
                "import",
                "--map",
                "PI:pip,pump:well_id",
                "--time-format",
                "unix_s",
                protocol.toString(),
                "--errors-file",
                rejects.toString());

        assertThat(result.out()).isEqualTo("250 samples: 125 stored, 125 rejected\n");
        assertThat(Files.readAllLines(rejects)).hasSize(125).allMatch(line -> line.contains("pip=x"));
        assertThat(stored.sum(well, "pip")).isEqualTo(801 + 125);
    }

    @Test
    void aDryRunNamesWhatWouldBeRejectedAndStoresNothing() throws Exception {
        Path file = write("esp.csv", HEADER + row(1, "801") + row(2, "hot"));

        Shell.Result result = shell.run("import", "--dry-run", file.toString());

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("2 samples: 1 can be stored, 1 rejected\n");
        assertThat(result.err()).contains(file + ":3: not_a_number");
        assertThat(stored.sum(well, "pip")).isZero();
        assertThat(directory.resolve("esp.csv.import-state")).doesNotExist();
    }

    @Test
    void aDryRunOfLineProtocolCountsEachLineOnce() throws Exception {
        StringBuilder lines = new StringBuilder("# of a gateway\n");
        for (int i = 0; i < 250; i++) {
            lines.append("esp,well_id=%s pip=%s %d%n".formatted(well, i % 2 == 0 ? "1" : "x", 1763618410L + i));
        }
        Path file = write("esp.lp", lines.toString());
        Path rejects = directory.resolve("rejects.lp");

        Shell.Result result = shell.run(
                "import", "--dry-run", "--time-format", "unix_s", file.toString(), "--errors-file", rejects.toString());

        assertThat(result.out()).isEqualTo("250 samples: 125 can be stored, 125 rejected\n");
        assertThat(Files.readAllLines(rejects)).hasSize(125).allMatch(line -> line.contains("pip=x"));
        assertThat(stored.sum(well, "pip")).isZero();
    }

    @Test
    void wellsThatTheKeyMayNotWriteAreRejectedAndTheOthersStored() throws Exception {
        Path file = write("esp.csv", HEADER + row(1, "801") + "FOREIGN-1,2025-11-20T06:00:00Z,1\n");

        Shell.Result result = new Shell(tokens.text(Role.WRITER, well)).run("import", file.toString());

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains(file + ":3: forbidden_well well_id 'FOREIGN-1'");
        assertThat(stored.sum(well, "pip")).isEqualTo(801);
    }

    @Test
    void aFileOrKeyThatIsNotAcceptedStopsTheImportWithTheReason() throws Exception {
        String file = write("esp.csv", "well_id;timestamp;pip\n" + row(1, "801").replace(',', ';'))
                .toString();

        Shell.Result header = shell.run("import", file);
        Shell.Result parameter = shell.run("import", "--delimiter", ";", "--units", "pip:furlong", file);
        Shell.Result viewer = new Shell(tokens.text(Role.VIEWER, "*")).run("import", "--delimiter", ";", file);
        Shell.Result stranger = new Shell("llk_nobody").run("import", "--delimiter", ";", file);

        assertThat(List.of(header.status(), parameter.status(), viewer.status(), stranger.status()))
                .containsOnly(1);
        assertThat(header.err()).contains(file + ": no such channel; separated by semicolons? Declare delimiter=;");
        assertThat(parameter.err()).contains("pip is accepted in psi");
        assertThat(viewer.err()).contains("the key does not permit this: None of your roles");
        assertThat(stranger.err()).contains("the service does not accept the key");
        assertThat(stored.sum(well, "pip")).isZero();
    }

    @Test
    void aCommandLineThatIsNotUnderstoodSaysWhatIsRight() throws Exception {
        String file = write("esp.csv", HEADER).toString();
        List<String[]> lines = List.of(
                new String[] {"no file is given"},
                new String[] {"unknown option --unit; did you mean --units?", "--unit", "pip:kPa", file},
                new String[] {"there is no readable file nowhere.csv", "nowhere.csv"},
                new String[] {
                    "the end of the name does not say the form",
                    write("x.dat", "").toString()
                },
                new String[] {"--skip is 'one', but must be a number of lines", "--skip", "one", file},
                new String[] {"--well is not for NDJSON", "--well", "A", "--format", "ndjson", file},
                new String[] {"--on-conflict is not for line protocol", "--on-conflict", "merge", "--format", "lp", file
                },
                new String[] {"--resume is neither for standard input", "--resume", "-"},
                new String[] {"--retry-for is 'long'", "--retry-for", "long", file},
                new String[] {"--rows is '0', but must be 1 to 100000", "--rows", "0", file});

        for (String[] line : lines) {
            Shell.Result result = shell.run("import", Arrays.copyOfRange(line, 1, line.length));

            assertThat(result.status()).as(line[0]).isEqualTo(2);
            assertThat(result.err()).contains(line[0]);
        }
    }

    private String row(int second, String pip) {
        return well + ",2025-11-20T06:00:0" + second + "Z," + pip + "\n";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static void pack(Path path, String text) throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(path))) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
