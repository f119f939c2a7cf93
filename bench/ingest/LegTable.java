package ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Rows a second and CPU of each kind of leg, as the result file has them; empty when it has none.
final class LegTable {

    private static final String LINE = "%-30s %-17s %12s %10s %12s %10s%n";

    private LegTable() {}

    static String of(Path results) throws IOException {
        StringBuilder table = new StringBuilder();
        for (Map.Entry<String, JsonNode> figure :
                new ObjectMapper().readTree(results.toFile()).get("figures").properties()) {
            for (Map.Entry<String, JsonNode> leg :
                    figure.getValue().at("/detail/legs").properties()) {
                JsonNode cpu = leg.getValue().at("/cpu_seconds_per_million_rows");
                if (cpu.isObject()) {
                    table.append(LINE.formatted(
                            figure.getKey(),
                            leg.getKey(),
                            "%,d"
                                    .formatted(leg.getValue()
                                            .get("rows_per_second")
                                            .asLong()),
                            cpu.get("server").asText(),
                            cpu.get("postgresql").asText(),
                            cpu.get("client").asText()));
                }
            }
        }
        String head = "%nMedians of the legs; CPU in seconds per million rows%n".formatted()
                + LINE.formatted("figure", "leg", "rows/s", "server", "PostgreSQL", "client");
        return table.isEmpty() ? "" : head + table;
    }
}
