package harness;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// A result file.
///
/// @param run how it was measured: sizes, settings, when
/// @param figures by name, in order
@JsonPropertyOrder({"name", "commit", "machine", "edition", "run", "figures"})
public record Results(
        String name,
        String commit,
        String machine,
        String edition,
        Map<String, Object> run,
        Map<String, Figure> figures) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /// Writes `<name>.json` into the folder and returns it.
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        return file;
    }

    /// One line per figure: value, range, goal, and whether it is reached.
    public String table() {
        String rows = figures.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
        return "%-30s %12s %-8s %23s %10s  %s%n%s"
                .formatted("figure", "value", "unit", "range", "goal", "verdict", rows);
    }

    private static String row(String name, Figure figure) {
        String range = figure.pairs().isEmpty()
                ? ""
                : text(figure.pairs().stream().min(Double::compare).orElseThrow()) + " to "
                        + text(figure.pairs().stream().max(Double::compare).orElseThrow());
        String goal = figure.goal() == null
                ? ""
                : (figure.better() == Figure.Better.HIGHER ? "≥ " : "≤ ") + text(figure.goal());
        String value = figure.value() == null ? "–" : text(figure.value());
        String why = figure.value() == null ? ": " + figure.detail().get("absent") : "";
        return "%-30s %12s %-8s %23s %10s  %s%s"
                .formatted(name, value, figure.unit(), range, goal, figure.verdict(), why);
    }

    private static String text(double value) {
        return Math.abs(value) >= 1000 ? "%,.0f".formatted(value) : "%.3f".formatted(value);
    }
}
