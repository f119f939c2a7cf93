package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.client.Service.Streamed;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an export does when answers are cut off, late, or too large. The service of this test has a sample at
/// the beginning of each day.
class ExportRunTest {

    private static final Pattern TIMES = Pattern.compile(".*&from=([^&]*)&to=([^&]*)");
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final String HEADER = "well_id,timestamp,pip\n";

    @TempDir
    Path directory;

    private final FakeTime time = new FakeTime();
    private final List<Integer> days = new ArrayList<>();
    private final List<Streamed> instead = new ArrayList<>();
    private int mostDays = Integer.MAX_VALUE;

    @Test
    void partsGrowAndMakeOneFileWithOneHeader() throws IOException {
        PartFile.State done = export("esp.csv", 31);

        assertThat(days).containsExactly(1, 2, 4, 8, 16);
        assertThat(done.rows()).isEqualTo(31);
        assertThat(directory.resolve("esp.csv")).hasContent(HEADER + rows(31));
        assertThat(directory.resolve("esp.csv.part")).doesNotExist();
        assertThat(directory.resolve("esp.csv.part-state")).doesNotExist();
    }

    @Test
    void aPartThatIsCutOffIsCopiedAgainFromItsBegin() throws IOException {
        instead.add(usual());
        instead.add(cut(HEADER + "W,2025-01-02T00:00:00Z,1\nW,2025-0"));
        instead.add(new Streamed.Refused(new Answer(503, Optional.of(Duration.ofSeconds(2)), "")));

        export("esp.csv", 10);

        assertThat(directory.resolve("esp.csv")).hasContent(HEADER + rows(10));
        assertThat(time.waits()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(2));
    }

    @Test
    void theFirstPartIsCopiedAgainTooIfItIsCutOff() throws IOException {
        instead.add(cut(HEADER + "W,2025-0"));

        export("esp.csv", 3);

        assertThat(directory.resolve("esp.csv")).hasContent(HEADER + rows(3));
        assertThat(time.waits()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void aFileOrStandardOutputThatCannotBeWrittenEndsTheExportAtOnce() throws IOException {
        Path full = Path.of("/dev/full");
        Files.createSymbolicLink(directory.resolve("esp.csv.part"), full);
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> export("esp.csv", 3))
                .withMessageContaining("esp.csv cannot be written: No space left on device");

        try (PrintStream out = new PrintStream(Files.newOutputStream(full))) {
            ExportOptions options = options("-", 3);
            assertThatExceptionOfType(StoppedException.class)
                    .isThrownBy(() -> run(options).run(begin(options), new StandardOutput(out)))
                    .withMessageContaining("standard output cannot be written");
        }
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void anExportGoesOnOnlyIfItsFileIsAsLongAsItWas() throws IOException {
        instead.add(usual());
        instead.add(new Streamed.Refused(new Answer(404, Optional.empty(), "")));
        assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> export("esp.csv", 12));
        Files.writeString(directory.resolve("esp.csv.part"), HEADER);

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> export("esp.csv", 12))
                .withMessageContaining("esp.csv.part is shorter than it was");
    }

    @Test
    void aPartThatIsTooLargeForOneQuestionIsHalved() throws IOException {
        mostDays = 3;

        export("esp.ndjson.gz", 20);

        assertThat(days).allMatch(length -> length <= 3).contains(2);
        try (InputStream file = new GZIPInputStream(Files.newInputStream(directory.resolve("esp.ndjson.gz")))) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(rows(20));
        }
    }

    @Test
    void anExportThatWasStoppedGoesOnBehindItsLastPart() throws IOException {
        instead.add(usual());
        instead.add(usual());
        instead.add(new Streamed.Refused(new Answer(404, Optional.empty(), "")));
        assertThatExceptionOfType(StoppedException.class).isThrownBy(() -> export("esp.csv", 12));
        assertThat(directory.resolve("esp.csv")).doesNotExist();
        days.clear();

        PartFile.State done = export("esp.csv", 12);

        assertThat(days).containsExactly(1, 2, 4, 2);
        assertThat(done.rows()).isEqualTo(12);
        assertThat(directory.resolve("esp.csv")).hasContent(HEADER + rows(12));
    }

    @Test
    void aParquetFileIsOneAnswerAndBeginsAgain() throws IOException {
        instead.add(new Streamed.Refused(new Answer(503, Optional.empty(), "")));
        instead.add(cut("PAR1 half"));

        export("esp.parquet", 40);

        assertThat(days).containsExactly(40);
        assertThat(directory.resolve("esp.parquet")).hasContent(HEADER + rows(40));
    }

    private PartFile.State export(String name, int lengthInDays) throws IOException {
        Path file = directory.resolve(name);
        ExportOptions options = options(file.toString(), lengthInDays);
        PartFile.State begin = PartFile.state(file).orElse(begin(options));
        try (PartFile part = PartFile.open(file)) {
            PartFile.State done = run(options).run(begin, part);
            part.finish();
            return done;
        }
    }

    private static ExportOptions options(String out, int lengthInDays) {
        return ExportOptions.of(ExportOptions.OPTIONS.parse(List.of(
                "--from",
                FIRST.toString(),
                "--to",
                FIRST.plus(Duration.ofDays(lengthInDays)).toString(),
                "--out",
                out)));
    }

    private static PartFile.State begin(ExportOptions options) {
        return PartFile.State.begin(options.fingerprint(), options.range(FIRST));
    }

    private ExportRun run(ExportOptions options) {
        Patience patience = new Patience(Duration.ofMinutes(5), time.waiting(), _ -> {});
        Terminal terminal = new Terminal(System.out, System.err, false);
        Progress progress =
                new Progress(terminal, Progress.NEVER, time.waiting().nanos());
        return new ExportRun(
                options, this::answer, patience, progress, time.waiting().nanos());
    }

    private Streamed answer(String path, ExportForm form) {
        Matcher times = TIMES.matcher(path.replace("%3A", ":"));
        assertThat(times.matches()).isTrue();
        Instant from = Instant.parse(times.group(1));
        int length = (int) Duration.between(from, Instant.parse(times.group(2))).toDays();
        if (!instead.isEmpty()) {
            Streamed next = instead.removeFirst();
            if (next != USUAL) {
                return next;
            }
        }
        if (length > mostDays) {
            return new Streamed.Refused(new Answer(422, Optional.empty(), ""));
        }
        days.add(length);
        int first = (int) Duration.between(FIRST, from).toDays();
        String header = form == ExportForm.NDJSON ? "" : HEADER;
        return new Streamed.Body(
                stream(header + rows(first + length).substring(rows(first).length())));
    }

    private static final Streamed USUAL = new Streamed.Body(InputStream.nullInputStream());

    private static Streamed usual() {
        return USUAL;
    }

    private static Streamed cut(String text) {
        return new Streamed.Body(new SequenceInputStream(stream(text), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new EOFException();
            }
        }));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append("W,").append(FIRST.plus(Duration.ofDays(i))).append(",1\n");
        }
        return rows.toString();
    }
}
