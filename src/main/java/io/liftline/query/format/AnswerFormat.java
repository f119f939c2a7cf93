package io.liftline.query.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The formats of answers, in the service's order of preference.
public enum AnswerFormat {
    JSON("application/json"),
    NDJSON("application/x-ndjson"),
    CSV("text/csv"),
    PARQUET("application/vnd.apache.parquet");

    /// All formats, for ranges of samples.
    public static final Set<AnswerFormat> ALL = Set.of(values());

    /// The formats that are written row by row.
    public static final Set<AnswerFormat> TEXTS = Set.of(JSON, NDJSON, CSV);

    private final String mediaType;

    AnswerFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /// The `Content-Type`, in lower case and without parameters.
    public String mediaType() {
        return mediaType;
    }

    /// The value of `?format=` that selects this format.
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AnswerFormat> of(String parameter) {
        return Arrays.stream(values())
                .filter(format -> format.parameter().equals(parameter))
                .findFirst();
    }

    /// The formats in order of preference.
    static List<AnswerFormat> inOrder(Set<AnswerFormat> formats) {
        return formats.stream().sorted().toList();
    }

    /// `json, ndjson, csv`
    static String parameters(Set<AnswerFormat> formats) {
        return inOrder(formats).stream().map(AnswerFormat::parameter).collect(Collectors.joining(", "));
    }

    /// `application/json, text/csv`
    static String mediaTypes(Set<AnswerFormat> formats) {
        return inOrder(formats).stream().map(AnswerFormat::mediaType).collect(Collectors.joining(", "));
    }
}
