package io.liftline.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The form of a file with samples, one or more a line.
enum Form {
    CSV("csv", "text/csv", "/api/v1/telemetry", "csv tsv txt"),
    NDJSON("ndjson", "application/x-ndjson", "/api/v1/telemetry", "ndjson jsonl"),
    LINE_PROTOCOL("lp", "text/plain; charset=utf-8", "/api/v3/write_lp", "lp line lineprotocol");

    private final String text;
    private final String type;
    private final String path;
    private final String endings;

    Form(String text, String type, String path, String endings) {
        this.text = text;
        this.type = type;
        this.path = path;
        this.endings = endings;
    }

    /// The content type.
    String type() {
        return type;
    }

    /// The path of the route that stores it.
    String path() {
        return path;
    }

    /// The form that `--format` names.
    ///
    /// @throws MisuseException if there is none
    static Form parse(String text) {
        return Arrays.stream(values())
                .filter(form -> form.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new MisuseException("--format is '" + text + "', but must be "
                        + Arrays.stream(values()).map(form -> form.text).collect(Collectors.joining(", "))));
    }

    /// The form of a file, by the end of its name. It may be compressed.
    static Optional<Form> ofName(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        String ending = plain.substring(plain.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(form -> List.of(form.endings.split(" ")).contains(ending))
                .findFirst();
    }
}
