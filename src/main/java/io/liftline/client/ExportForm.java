package io.liftline.client;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The form of an exported file.
enum ExportForm {
    CSV("text/csv"),
    NDJSON("application/x-ndjson"),
    PARQUET("application/vnd.apache.parquet");

    private final String type;

    ExportForm(String type) {
        this.type = type;
    }

    /// The content type.
    String type() {
        return type;
    }

    /// Whether a file may be put together from several answers. A Parquet file has its index at its end.
    boolean isInParts() {
        return this != PARQUET;
    }

    /// The form that the option names, otherwise that of the name's end, otherwise CSV.
    ///
    /// @throws MisuseException if there is no such form
    static ExportForm of(Optional<String> option, Optional<Path> out) {
        if (option.isPresent()) {
            return find(option.get())
                    .orElseThrow(() -> new MisuseException(
                            "--format is '" + option.get() + "', but must be csv, ndjson or parquet"));
        }
        return out.flatMap(path -> find(ending(path))).orElse(CSV);
    }

    private static Optional<ExportForm> find(String text) {
        String name = text.equals("jsonl") ? "ndjson" : text;
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static String ending(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
