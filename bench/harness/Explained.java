package harness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What TimescaleDB did to compressed batches for a statement that changes rows, as `EXPLAIN (ANALYZE)` counts it.
///
/// @param counts the lines about batches and tuples, such as `Batches decompressed`; those that are 0 are left out
/// @param milliseconds of the statement, without planning
/// @param failure SQLSTATE and message of the server; empty when the statement ran
public record Explained(Map<String, Long> counts, double milliseconds, String failure) {

    private static final String EXPLAIN = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ";
    private static final Pattern COUNT = Pattern.compile("\\s*((?:Batches|Tuples decompressed)[^:]*): ([0-9]+)");
    private static final Pattern EXECUTION = Pattern.compile("\\s*Execution Time: ([0-9.]+) ms");

    static Explained run(Statement statement, String sql) {
        Map<String, Long> counts = new TreeMap<>();
        double milliseconds = 0;
        try (ResultSet lines = statement.executeQuery(EXPLAIN + sql)) {
            while (lines.next()) {
                String line = lines.getString(1);
                Matcher count = COUNT.matcher(line);
                Matcher execution = EXECUTION.matcher(line);
                if (count.matches()) {
                    counts.merge(count.group(1), Long.parseLong(count.group(2)), Long::sum);
                } else if (execution.matches()) {
                    milliseconds = Double.parseDouble(execution.group(1));
                }
            }
            return new Explained(counts, milliseconds, "");
        } catch (SQLException e) {
            String words = String.valueOf(e.getMessage());
            return new Explained(
                    Map.of(),
                    0,
                    e.getSQLState() + " " + words.lines().findFirst().orElse(""));
        }
    }

    /// How many batches were opened. Where TimescaleDB does not print that number, it is the sum of those that were
    /// decompressed and those in which nothing was found.
    public long batchesOpened() {
        Long scanned = counts.get("Batches scanned");
        return scanned != null
                ? scanned
                : counts.getOrDefault("Batches decompressed", 0L)
                        + counts.getOrDefault("Batches filtered after decompression", 0L);
    }

    /// As result files have it.
    public Map<String, Object> detail() {
        return failure.isEmpty()
                ? Map.of("batches_opened", batchesOpened(), "counts", counts, "milliseconds", milliseconds)
                : Map.of("failed", failure);
    }
}
