package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an import does when the service, the file or the process does not go along.
class ImportRunTest {

    private static final String HEADER = "well_id,timestamp,pip";

    @TempDir
    Path directory;

    private final FakeService service = new FakeService();
    private final FakeTime time = new FakeTime();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void aServiceThatIsAwayIsWaitedForAndNothingIsLostOrSentTwice() throws IOException {
        Path file = file(1_000, _ -> false);
        service.next(() -> FakeService.answer(503, "{}"))
                .next(() -> FakeService.answer(429, "{}"))
                .next(() -> FakeService.answer(500, "{}"));

        Totals totals = run(file, "--rows", "300");

        assertThat(totals).isEqualTo(new Totals(1_000, 1_000, 0, 0, 0));
        assertThat(service.sizes()).containsExactly(300, 300, 300, 100);
        assertThat(time.waits()).hasSize(3);
        assertThat(state(file)).doesNotExist();
    }

    @Test
    void anImportThatWasStoppedGoesOnBehindTheLastAnswer() throws IOException {
        Path file = file(1_000, row -> row % 100 == 7);
        Path rejects = directory.resolve("rejects.csv");
        String[] options = {"--rows", "300", "--errors-file", rejects.toString()};
        service.stopAfter(2);
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(file, options))
                .withMessage(file + ", after line 601: HTTP 418; the same command with --resume goes on from here");
        Files.writeString(rejects, "half a row", StandardOpenOption.APPEND);

        Totals totals = run(file, "--resume", "--rows", "300", "--errors-file", rejects.toString());

        assertThat(totals).isEqualTo(new Totals(1_000, 990, 0, 0, 10));
        assertThat(service.sizes()).containsExactly(300, 300, 300, 100);
        assertThat(Files.readAllLines(rejects))
                .hasSize(11)
                .startsWith(HEADER, "bad-7", "bad-107")
                .endsWith("bad-907");
        assertThat(state(file)).doesNotExist();
    }

    @Test
    void anImportDoesNotGoOnInAnotherFileOfRejectedRows() throws IOException {
        Path file = file(1_000, row -> row % 100 == 7);
        Path rejects = directory.resolve("rejects.csv");
        String[] resumed = {"--resume", "--rows", "300", "--errors-file", rejects.toString()};
        service.stopAfter(2);
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(file, "--rows", "300", "--errors-file", rejects.toString()));
        String written = Files.readString(rejects);

        for (String other : List.of("", written.substring(1), written.replace("bad-7", "W,T,7"), "x".repeat(9_999))) {
            Files.writeString(rejects, other);
            assertThatExceptionOfType(StoppedException.class)
                    .isThrownBy(() -> run(file, resumed))
                    .withMessageContaining("is not as the import that was stopped has left it");
            assertThat(rejects).hasContent(other);
        }
        Files.writeString(rejects, written);
        assertThat(run(file, resumed)).isEqualTo(new Totals(1_000, 990, 0, 0, 10));
    }

    @Test
    void anImportOfOtherFilesOrOptionsDoesNotGoOn() throws IOException {
        Path file = file(700, _ -> false);
        service.stopAfter(1);
        assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> run(file, "--rows", "300"));

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(file, "--rows", "300", "--resume", "--units", "pip:kPa"))
                .withMessageContaining("had other files or options");
        Files.writeString(file, "W,T,new\n", StandardOpenOption.APPEND);
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(file, "--rows", "300", "--resume"))
                .withMessageContaining("had other files or options");
        assertThat(run(file, "--rows", "300")).isEqualTo(new Totals(701, 401, 300, 0, 0));
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("an earlier import of these files was stopped");
    }

    @Test
    void aRequestThatIsTooLargeIsHalvedAndGrowsAgainLater() throws IOException {
        Path file = file(10_000, _ -> false);
        service.limit(120);

        assertThat(run(file, "--rows", "1000")).isEqualTo(new Totals(10_000, 10_000, 0, 0, 0));
        assertThat(service.stored()).hasSize(10_000);
        assertThat(service.sizes()).allMatch(size -> size <= 120);
        assertThat(service.sizes().size()).isLessThan(300);
    }

    @Test
    void aQuestionOfRowsThatOneRequestMayNotAddIsHalvedToo() throws IOException {
        Path file = file(8, _ -> false);
        service.next(() -> FakeService.answer(422, "{\"detail\": \"more than 100 time ranges\"}"));

        run(file);

        assertThat(service.sizes()).containsExactly(4, 4);
    }

    @Test
    void allRejectedRowsAreNamedThoughAnAnswerListsAHundred() throws IOException {
        Path file = file(2_500, row -> row >= 300 && row < 1_700);
        Path rejects = directory.resolve("rejects.csv");

        Totals totals = run(file, "--errors-file", rejects.toString());

        assertThat(totals).isEqualTo(new Totals(2_500, 1_100, 0, 0, 1_400));
        assertThat(Files.readAllLines(rejects))
                .isEqualTo(IntStream.range(299, 1_700)
                        .mapToObj(i -> i == 299 ? HEADER : "bad-" + i)
                        .toList());
        assertThat(Files.readAllLines(directory.resolve("rejects.csv.reasons")))
                .hasSize(1_400)
                .first()
                .isEqualTo("2: " + file + ":302: malformed: it is bad");
        assertThat(shown.toString(StandardCharsets.UTF_8).lines()).hasSize(21);
    }

    @Test
    void thePageOfAProxyIsNoReceipt() throws IOException {
        service.next(() -> FakeService.answer(200, "<html>Log in to the rig's network</html>"));

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(file(3, _ -> false)))
                .withMessageContaining("HTTP 200: <html>Log in");
    }

    @Test
    void aFileOfRejectedRowsIsNotOverwritten() throws IOException {
        Path rejects = Files.writeString(directory.resolve("rejects.csv"), "mended\n");

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(file(3, _ -> true), "--errors-file", rejects.toString()))
                .withMessageContaining("exists already");
        assertThat(rejects).hasContent("mended\n");
    }

    @Test
    void aFileWithoutRowsOrLineEndsIsNoTrouble() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.csv"), "");
        Path header = Files.writeString(directory.resolve("header.csv"), HEADER + "\n");
        Path open = Files.writeString(directory.resolve("open.csv"), HEADER + "\r\nA,T,1\r\n\nA,T,2");

        assertThat(run(empty)).isEqualTo(Totals.NONE);
        assertThat(run(header)).isEqualTo(Totals.NONE);
        run(open);
        assertThat(service.stored()).containsExactly("A,T,1", "", "A,T,2");
    }

    @Test
    void aFileThatIsNoTextOrCutOffStopsTheImport() throws IOException {
        Path binary = Files.write(directory.resolve("binary.csv"), new byte[2 << 20]);
        byte[] packed = new Batch(List.of(), List.of("A,T,1".getBytes(StandardCharsets.UTF_8)), List.of(6L), 1).gzip();
        Path cut = Files.write(directory.resolve("cut.csv.gz"), Arrays.copyOf(packed, packed.length - 9));

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(binary))
                .withMessageContaining("line 1 has more than 1.0 MB");
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> run(cut))
                .withMessageContaining("cut.csv.gz: ");
    }

    private Path file(int rows, IntPredicate bad) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        IntStream.range(0, rows)
                .mapToObj(row -> bad.test(row) ? "bad-" + row : "W,T," + row)
                .forEach(lines::add);
        return Files.write(directory.resolve("esp.csv"), lines);
    }

    private static Path state(Path file) {
        return file.resolveSibling(file.getFileName() + ".import-state");
    }

    private Totals run(Path file, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(file.toString());
        Options.Given given = ImportOptions.OPTIONS.parse(all);
        ImportOptions options = ImportOptions.of(given);
        Inputs inputs = Inputs.of(given.operands(), options.form());
        Terminal terminal = new Terminal(System.out, new PrintStream(shown, true, StandardCharsets.UTF_8), false);
        Progress progress =
                new Progress(terminal, Progress.NEVER, time.waiting().nanos());
        Patience patience = new Patience(options.retryFor(), time.waiting(), _ -> {});
        return new ImportRun(options, inputs, new Sender(service, patience, options), progress).run();
    }
}
