package io.liftline.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The form of an exported file.
enum ExportForm {
    CSV("text/csv", Duration.ofMinutes(2)),
    NDJSON("application/x-ndjson", Duration.ofMinutes(2)),
    /// The service has the whole file before it sends the first byte.
    PARQUET("application/vnd.apache.parquet", Duration.ofMinutes(15));

    private final String type;
    private final Duration firstByte;

    ExportForm(String type, Duration firstByte) {
        this.type = type;
        this.firstByte = firstByte;
    }

    /// How long the first byte of an answer may take.
    Duration firstByte() {
        return firstByte;
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
