package io.liftline.client;

import io.liftline.client.ExportOptions.Range;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `liftline export`: copies samples of a service to a file.
final class ExportCommand implements Command {

    @Override
    public String usage() {
        return """
                usage: liftline export --from TIME [OPTION]...

                Copies raw samples, in order of time, to a CSV, NDJSON or Parquet file. The file gets its name when it is complete;
                until then it is FILE.part.

                """ + ExportOptions.OPTIONS.help() + """

                Exit status: 0 complete; 1 stopped, --resume goes on; 2 misused.
                """;
    }

    @Override
    public int run(List<String> words, Map<String, String> environment, Terminal terminal) {
        Options.Given given = ExportOptions.OPTIONS.parse(words);
        ExportOptions options = ExportOptions.of(given);
        Patience.Waiting waiting = Patience.Waiting.REAL;
        Progress progress =
                new Progress(terminal, options.quiet() ? Progress.NEVER : Progress.usual(terminal), waiting.nanos());
        try (Service service = new Service(Target.of(given, environment))) {
            Patience patience = new Patience(options.retryFor(), waiting, progress::note);
            ExportRun run = new ExportRun(options, service::stream, patience, progress, waiting.nanos());
            Range range = options.range(Instant.ofEpochMilli(System.currentTimeMillis()));
            if (options.out().isPresent()) {
                PartFile.State done = toFile(options.out().get(), options, range, run, progress);
                progress.end();
                terminal.out()
                        .println(options.out().get() + ": "
                                + (options.form().isInParts() ? Words.of(done.rows()) + " rows, " : "")
                                + Words.bytes(done.length()));
            } else {
                run.run(range, begin(options, range), new Plain(terminal.out()));
                progress.end();
            }
            return 0;
        }
    }

    private static PartFile.State begin(ExportOptions options, Range range) {
        return new PartFile.State(options.fingerprint(), range.from(), range.to(), 0, 0);
    }

    private static PartFile.State toFile(
            Path file, ExportOptions options, Range range, ExportRun run, Progress progress) {
        if (Files.exists(file) && !options.overwrite()) {
            throw new StoppedException(file + " exists already; --overwrite replaces it");
        }
        PartFile.State begin = begin(options, range);
        if (options.resume()) {
            begin = earlier(file, begin, progress);
        }
        try (PartFile part = PartFile.open(file)) {
            PartFile.State done = run.run(new Range(range.from(), begin.to()), begin, part);
            part.finish();
            return done;
        } catch (IOException e) {
            throw new StoppedException(file + " cannot be written: " + e.getMessage());
        }
    }

    private static PartFile.State earlier(Path file, PartFile.State begin, Progress progress) {
        Optional<PartFile.State> there = PartFile.state(file);
        if (there.isEmpty()) {
            progress.note("nothing was stopped: the export begins at the begin of the range");
        } else if (!there.get().what().equals(begin.what())) {
            throw new StoppedException(
                    "the export that was stopped had other options; without --resume it begins again");
        }
        return there.orElse(begin);
    }

    /// Standard output. What was written stays, so a part that fails in its middle ends the export.
    private static final class Plain implements ExportRun.Out {

        private final OutputStream out;
        private long complete;

        Plain(OutputStream out) {
            this.out = out;
        }

        private long written;

        @Override
        public OutputStream from(long length) {
            if (written > complete) {
                throw new StoppedException("the answer was cut off, and what was written cannot be taken back;"
                        + " with --out the export goes on by itself");
            }
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int count) throws IOException {
                    out.write(bytes, offset, count);
                    written += count;
                }
            };
        }

        @Override
        public long length() {
            return written;
        }

        @Override
        public void complete(PartFile.State state) throws IOException {
            out.flush();
            complete = written;
        }
    }
}
