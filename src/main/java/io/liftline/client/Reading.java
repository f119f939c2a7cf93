package io.liftline.client;

import io.liftline.client.Options.Given;
import io.liftline.client.Options.Option;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the samples of the files are written. The service reads them by it: each option is a parameter of
/// `POST /api/v1/telemetry`, or of the line protocol routes.
///
/// @param given the options
record Reading(Given given) {

    static final List<Option> OPTIONS = List.of(
            Option.repeated("units", "pip:kPa,...", "units of channels that are not in their own unit"),
            Option.repeated(
                    "map",
                    "TAG:pip,...",
                    "columns (or fields of line protocol) under other names;\n"
                            + "the field follows the colon: a channel, well_id or timestamp"),
            Option.repeated("null", "WORD,...", "texts and numbers that mean \"not measured\", such as -999.25"),
            Option.once("time-format", "FORMAT", "rfc3339 (default), unix_s, unix_ms, unix_us, unix_ns, or local"),
            Option.once("tz", "ZONE", "zone of local times, such as Asia/Riyadh"),
            Option.once(
                    "well",
                    "ID",
                    "CSV without a column of wells: the well of all rows;\n"
                            + "@file: the name of each file without its end"),
            Option.once("skip", "N", "CSV: lines before the header"),
            Option.once("well-line", "N", "CSV with the wells side by side: the line, from 1, that names them"),
            Option.once("skip-after-header", "N", "CSV: lines between the header and the first row, such as units"),
            Option.once("delimiter", "CHAR", "CSV: ; or tab or another, in place of the comma"),
            Option.once("decimal", "CHAR", "CSV: , in place of the point"),
            Option.once("unknown-columns", "ignore", "CSV: ignore columns that are no channels"),
            Option.once("bad-values", "null", "store a row without its bad values, in place of rejecting it"),
            Option.once("on-conflict", "RULE", "stored samples: merge (default), update or ignore"));

    private static final Map<String, String> OF_CSV = Map.of(
            "skip", "skip",
            "well-line", "well_line",
            "skip-after-header", "skip_after_header",
            "delimiter", "delimiter",
            "decimal", "decimal",
            "unknown-columns", "unknown_columns");

    private static final String WELL = ":well_id";

    private static final Map<String, String> PRECISIONS =
            Map.of("unix_s", "s", "unix_ms", "ms", "unix_us", "us", "unix_ns", "ns");

    /// Checks what the service does not.
    ///
    /// @throws MisuseException if options contradict each other
    static Reading of(Given given) {
        if (given.has("well") && given.has("well-line")) {
            throw new MisuseException("--well and --well-line both name the wells: give one");
        }
        return new Reading(given);
    }

    /// The lines before the first row, which every request begins with.
    int preamble(Form form) {
        return switch (form) {
            case CSV -> count("skip") + 1 + count("skip-after-header");
            case NDJSON, LINE_PROTOCOL -> 0;
        };
    }

    /// The number of lines before the header.
    int skip() {
        return count("skip");
    }

    Optional<String> well() {
        return given.value("well");
    }

    char delimiter() {
        String text = given.value("delimiter").orElse(",");
        return text.equals("tab") || text.equals("\\t") ? '\t' : text.isEmpty() ? ',' : text.charAt(0);
    }

    /// Whether rows with an error are stored, without the bad value.
    boolean keepsRowsWithErrors() {
        return given.value("bad-values").filter("null"::equals).isPresent();
    }

    /// A text that is another one if the options are.
    String fingerprint() {
        return OPTIONS.stream()
                .map(option -> option.name() + given.values(option.name()))
                .collect(Collectors.joining(" "));
    }

    /// The query of the requests, such as `?units=pip%3AkPa`.
    ///
    /// @throws MisuseException if an option does not fit the form
    String query(Form form) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        switch (form) {
            case CSV -> {
                OF_CSV.forEach((option, name) -> parameters.put(name, given.values(option)));
                parameters.put("columns", given.values("map"));
                samples(parameters);
            }
            case NDJSON -> {
                refuse(form, "map", "well");
                OF_CSV.keySet().forEach(option -> refuse(form, option));
                samples(parameters);
            }
            case LINE_PROTOCOL -> {
                refuse(form, "well", "bad-values", "on-conflict", "tz");
                OF_CSV.keySet().forEach(option -> refuse(form, option));
                List<String> pairs = given.values("map").stream()
                        .flatMap(values -> Stream.of(values.split(",", -1)))
                        .toList();
                parameters.put(
                        "fields",
                        pairs.stream().filter(pair -> !pair.endsWith(WELL)).toList());
                parameters.put(
                        "well_tag",
                        pairs.stream()
                                .filter(pair -> pair.endsWith(WELL))
                                .map(pair -> pair.substring(0, pair.length() - WELL.length()))
                                .toList());
                given.value("time-format").ifPresent(text -> parameters.put("precision", List.of(precision(text))));
            }
        }
        parameters.put("units", given.values("units"));
        parameters.put("null", given.values("null"));
        return encode(parameters);
    }

    private void samples(Map<String, List<String>> parameters) {
        List<String> format = given.values("time-format");
        parameters.put("time_format", format.isEmpty() && given.has("tz") ? List.of("local") : format);
        parameters.put("tz", given.values("tz"));
        parameters.put("bad_values", given.values("bad-values"));
        parameters.put("on_conflict", given.values("on-conflict"));
    }

    private void refuse(Form form, String... options) {
        for (String option : options) {
            if (given.has(option)) {
                throw new MisuseException("--" + option + " is not for "
                        + switch (form) {
                            case CSV -> "CSV";
                            case NDJSON -> "NDJSON";
                            case LINE_PROTOCOL -> "line protocol";
                        });
            }
        }
    }

    private static String precision(String format) {
        if (!PRECISIONS.containsKey(format)) {
            throw new MisuseException(
                    "line protocol has Unix times: --time-format is one of unix_s, unix_ms, unix_us, unix_ns");
        }
        return PRECISIONS.get(format);
    }

    private int count(String option) {
        return given.value(option)
                .map(text -> {
                    if (!text.matches("\\d{1,4}")) {
                        throw new MisuseException("--" + option + " is '" + text + "', but must be a number of lines");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(0);
    }

    private static String encode(Map<String, List<String>> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, values) ->
                values.forEach(value -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return pairs.isEmpty()
                ? ""
                : "?" + String.join("&", pairs.stream().sorted().toList());
    }
}
