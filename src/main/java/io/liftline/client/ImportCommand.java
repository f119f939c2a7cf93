package io.liftline.client;

import io.liftline.client.Options.Given;
import java.util.List;
import java.util.Map;

/// `liftline import`: sends files of samples to a service.
final class ImportCommand implements Command {

    private static final int REJECTED = 3;

    @Override
    public String usage() {
        return """
                usage: liftline import [OPTION]... FILE...

                Sends samples from CSV, NDJSON or line protocol files to a service. A file may be compressed with gzip, may be a
                directory, and - is standard input. Importing the same rows again changes nothing.

                """ + ImportOptions.OPTIONS.help() + """

                An error that says "declare skip=1" means the option --skip 1.
                Exit status: 0 all samples are stored; 1 stopped, --resume goes on; 2 misused; 3 some rows were rejected.
                """;
    }

    @Override
    public int run(List<String> words, Map<String, String> environment, Terminal terminal) {
        Given given = ImportOptions.OPTIONS.parse(words);
        ImportOptions options = ImportOptions.of(given);
        Inputs inputs = Inputs.of(given.operands(), options.form());
        options.check(inputs);
        Patience.Waiting waiting = Patience.Waiting.REAL;
        Progress progress =
                new Progress(terminal, options.quiet() ? Progress.NEVER : Progress.usual(terminal), waiting.nanos());
        try (Service service = new Service(Target.of(given, environment))) {
            Patience patience = new Patience(options.retryFor(), waiting, progress::note);
            Sender sender = new Sender(service::post, patience, options);
            Totals totals = new ImportRun(options, inputs, sender, progress).run();
            progress.end();
            terminal.out().println(totals.words(options.dryRun() ? "can be stored" : "stored"));
            return totals.rejected() > 0 ? REJECTED : 0;
        }
    }
}
