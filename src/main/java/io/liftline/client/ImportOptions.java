package io.liftline.client;

import io.liftline.client.Options.Given;
import io.liftline.client.Options.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The options of `liftline import`, apart from those of [Target].
///
/// @param form the form of the files; empty if the end of each name says it
/// @param reading how the samples are written
/// @param dryRun whether nothing is to be stored
/// @param errorsFile where rejected rows are written
/// @param state where the progress is kept; empty for a file beside the input
/// @param resume whether an import that was stopped goes on
/// @param maxRows maximum lines of one request
/// @param retryFor how long one request is repeated
/// @param quiet whether there is no progress to be shown
record ImportOptions(
        Optional<Form> form,
        Reading reading,
        boolean dryRun,
        Optional<Path> errorsFile,
        Optional<Path> state,
        boolean resume,
        int maxRows,
        Duration retryFor,
        boolean quiet) {

    private static final int MAX_ROWS = 100_000;

    private static final List<Option> OWN = List.of(
            Option.once("format", "csv|ndjson|lp", "form of the files; by default the end of each name says it"),
            Option.flag("dry-run", "check every row on the service, and store nothing"),
            Option.once(
                    "errors-file",
                    "FILE",
                    "write rejected rows to FILE, to be corrected and imported again;\n"
                            + "the reasons to FILE.reasons"),
            Option.flag("resume", "go on where the import of these files was stopped"),
            Option.once("state", "FILE", "where the progress is kept; default beside the first file"),
            Option.once("rows", "N", "lines of one request, at most; default 10000"),
            Option.once("retry-for", "DURATION", "how long to wait for a service that is away; default PT15M"),
            Option.flag("quiet", "show no progress"));

    static final Options OPTIONS = new Options(Stream.of(Target.OPTIONS, Reading.OPTIONS, OWN)
            .flatMap(List::stream)
            .toList());

    /// Reads the options.
    ///
    /// @throws MisuseException if they are wrong
    static ImportOptions of(Given given) {
        return new ImportOptions(
                given.value("format").map(Form::parse),
                Reading.of(given),
                given.has("dry-run"),
                given.value("errors-file").map(Path::of),
                given.value("state").map(Path::of),
                given.has("resume"),
                given.value("rows").map(ImportOptions::rows).orElse(10_000),
                given.value("retry-for").map(ImportOptions::duration).orElse(Duration.ofMinutes(15)),
                given.has("quiet"));
    }

    /// Where the progress is kept. Empty if it is not: a dry run keeps none, and standard input cannot be read again.
    Optional<Path> stateFile(Inputs inputs) {
        if (dryRun || inputs.files().stream().anyMatch(Inputs.Input::isStandardInput)) {
            return Optional.empty();
        }
        Path first = inputs.files().getFirst().path();
        return Optional.of(state.orElseGet(() -> first.resolveSibling(first.getFileName() + ".import-state")));
    }

    /// A text that is another one if the rows are read, or rejected rows are kept, in another way.
    String fingerprint() {
        return reading.fingerprint() + " "
                + errorsFile.map(Path::toAbsolutePath).map(String::valueOf).orElse("");
    }

    /// Checks what depends on the files.
    ///
    /// @throws MisuseException if options do not fit them
    void check(Inputs inputs) {
        if (resume && stateFile(inputs).isEmpty()) {
            throw new MisuseException("--resume is neither for standard input nor for --dry-run");
        }
        for (Inputs.Input file : inputs.files()) {
            reading.query(file.form());
        }
    }

    static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException _) {
            throw new MisuseException("--retry-for is '" + text + "', but must be a duration such as PT15M");
        }
    }

    private static int rows(String text) {
        if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > MAX_ROWS) {
            throw new MisuseException("--rows is '" + text + "', but must be 1 to " + MAX_ROWS);
        }
        return Integer.parseInt(text);
    }
}
