package io.liftline.client;

import io.liftline.client.Options.Given;
import io.liftline.client.Options.Option;
import io.liftline.problem.ProblemException;
import io.liftline.web.TimeExpression;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The options of `liftline export`, apart from those of [Target].
///
/// @param wells the wells; empty for all that the key permits
/// @param channels the channels; empty for all
/// @param from begin of the range, as it was given
/// @param to its end, exclusive, as it was given
/// @param out the file; empty for standard output
/// @param resume whether an export that was stopped goes on
/// @param overwrite whether the file may exist already
record ExportOptions(
        List<String> wells,
        List<String> channels,
        String from,
        String to,
        ExportForm form,
        Optional<Path> out,
        boolean resume,
        boolean overwrite,
        Duration retryFor,
        boolean quiet) {

    private static final List<Option> OWN = List.of(
            Option.once("from", "TIME", "begin of the range: RFC 3339 with an offset, or a look-back such as -30d"),
            Option.once("to", "TIME", "its end, exclusive; default now"),
            Option.repeated("wells", "ID,...", "wells; by default all that the key permits"),
            Option.repeated("channels", "NAME,...", "channels; by default all"),
            Option.once("format", "csv|ndjson|parquet", "form of the file; by default the end of its name says it"),
            Option.once("out", "FILE", "the file; with .gz at its end it is compressed; by default standard output"),
            Option.flag("overwrite", "replace a file that exists"),
            Option.flag("resume", "go on where the export to this file was stopped"),
            Option.once("retry-for", "DURATION", "how long to wait for a service that is away; default PT15M"),
            Option.flag("quiet", "show no progress"));

    static final Options OPTIONS =
            new Options(Stream.of(Target.OPTIONS, OWN).flatMap(List::stream).toList());

    /// Reads the options.
    ///
    /// @throws MisuseException if they are wrong
    static ExportOptions of(Given given) {
        if (!given.operands().isEmpty()) {
            throw new MisuseException("'" + given.operands().getFirst() + "' is no option; --out names the file");
        }
        Optional<Path> out =
                given.value("out").filter(name -> !name.equals("-")).map(Path::of);
        ExportForm form = ExportForm.of(given.value("format"), out);
        if (out.isEmpty() && given.has("resume")) {
            throw new MisuseException("--resume needs --out");
        }
        if (form == ExportForm.PARQUET && isCompressed(out)) {
            throw new MisuseException("a Parquet file is compressed already: leave .gz out");
        }
        return new ExportOptions(
                given.values("wells"),
                given.values("channels"),
                given.value("from").orElseThrow(() -> new MisuseException("--from is required, such as --from -30d")),
                given.value("to").orElse("now"),
                form,
                out,
                given.has("resume"),
                given.has("overwrite"),
                given.value("retry-for").map(ImportOptions::duration).orElse(Duration.ofMinutes(15)),
                given.has("quiet"));
    }

    private static boolean isCompressed(Optional<Path> out) {
        return out.filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".gz"))
                .isPresent();
    }

    /// Whether the file is compressed with gzip.
    boolean isCompressed() {
        return isCompressed(out);
    }

    /// The range in microseconds.
    ///
    /// @throws MisuseException if a text is not a time, or the range is empty
    Range range(Instant now) {
        try {
            long first = TimeExpression.micros("--from", from, now);
            long end = TimeExpression.micros("--to", to, now);
            if (first < end) {
                return new Range(first, end);
            }
        } catch (ProblemException e) {
            throw new MisuseException(e.detail());
        }
        throw new MisuseException("the range is empty: --from is not before --to");
    }

    /// A range of time in microseconds since 1970, without its end.
    record Range(long from, long to) {}

    /// The path and query of a part of the range, whose times are to be added.
    String query() {
        List<String> parameters = new ArrayList<>();
        parameters.add("format=" + form.name().toLowerCase(Locale.ROOT));
        wells.forEach(well -> parameters.add("wells=" + URLEncoder.encode(well, StandardCharsets.UTF_8)));
        channels.forEach(channel -> parameters.add("channels=" + URLEncoder.encode(channel, StandardCharsets.UTF_8)));
        return "/api/v1/telemetry?" + String.join("&", parameters);
    }

    /// A text that is another one if another file is asked for.
    String fingerprint() {
        return query() + "&from=" + from + "&to=" + to;
    }
}
