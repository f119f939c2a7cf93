package io.liftline.client;

import io.liftline.client.ExportOptions.Range;
import java.io.IOException;
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
                run.run(begin(options, range), new StandardOutput(terminal.out()));
                progress.end();
            }
            return 0;
        }
    }

    private static PartFile.State begin(ExportOptions options, Range range) {
        return PartFile.State.begin(options.fingerprint(), range);
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
            PartFile.State done = run.run(begin, part);
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
}
