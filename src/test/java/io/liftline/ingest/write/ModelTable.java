package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// A simple model of the table for comparison: requests are applied one after the other by the rules of the
/// contract.
final class ModelTable {

    private static final String STORED = """
            SELECT *, extract(epoch FROM timestamp - ?::TIMESTAMPTZ)::INTEGER AS second
            FROM esp_telemetry
            WHERE well_id ^@ ?
            ORDER BY well_id COLLATE "C", timestamp""";

    private final Map<Key, Map<String, Double>> rows =
            new TreeMap<>(Comparator.comparing(Key::well).thenComparing(Key::second));

    /// A well and the number of a second after [Batches#START].
    record Key(String well, int second) {}

    /// A sample of a request.
    record Sample(Key key, Map<String, Double> values) {

        String line() {
            return Batches.sample(
                    key.well(),
                    key.second(),
                    values.entrySet().stream()
                            .map(value -> "\"%s\":%s".formatted(value.getKey(), value.getValue()))
                            .collect(Collectors.joining(",")));
        }
    }

    /// A request.
    record Request(OnConflict onConflict, List<Sample> samples) {

        ColumnBatch batch() {
            return Batches.of(onConflict, samples.stream().map(Sample::line).collect(Collectors.joining()));
        }
    }

    /// `<well> <second> {channel=value, …}` of each row.
    List<String> rows() {
        return rows.entrySet().stream()
                .map(row -> row.getKey().well() + " " + row.getKey().second() + " " + new TreeMap<>(row.getValue()))
                .toList();
    }

    /// The rows in the database for the wells with this prefix, in the form of [#rows].
    static List<String> stored(DataSource owner, String prefix) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement(STORED)) {
            statement.setString(1, Batches.START.toString());
            statement.setString(2, prefix);
            ResultSet result = statement.executeQuery();
            while (result.next()) {
                Map<String, Double> values = new TreeMap<>();
                for (Channel channel : Channel.ALL) {
                    double value = result.getDouble(channel.column());
                    if (!result.wasNull()) {
                        values.put(channel.column(), value);
                    }
                }
                rows.add(result.getString("well_id") + " " + result.getInt("second") + " " + values);
            }
        }
        return rows;
    }

    /// Applies a request.
    ///
    /// @return the expected counts of its receipt, in the form of [Batches#words]
    String apply(Request request) {
        Map<Key, List<Map<String, Double>>> byKey = new LinkedHashMap<>();
        request.samples()
                .forEach(sample -> byKey.computeIfAbsent(sample.key(), _ -> new ArrayList<>())
                        .add(sample.values()));
        Map<String, Integer> counts = new HashMap<>();
        byKey.forEach((key, samples) ->
                apply(request.onConflict(), key, samples).forEach(outcome -> counts.merge(outcome, 1, Integer::sum)));
        return List.of("inserted", "updated", "duplicates", "conflicts").stream()
                .map(outcome -> outcome + " " + counts.getOrDefault(outcome, 0))
                .collect(Collectors.joining(", "));
    }

    private List<String> apply(OnConflict rule, Key key, List<Map<String, Double>> samples) {
        boolean wasStored = rows.containsKey(key);
        Map<String, Double> row = rows.computeIfAbsent(key, _ -> new HashMap<>());
        List<String> outcomes = new ArrayList<>();
        if (rule == OnConflict.IGNORE && wasStored) {
            samples.forEach(sample -> outcomes.add(isSaid(sample, row) ? "duplicates" : "conflicts"));
        } else if (rule == OnConflict.UPDATE) {
            Map<String, Double> last = new HashMap<>();
            samples.forEach(last::putAll);
            Set<String> changing = last.keySet().stream()
                    .filter(channel -> !Objects.equals(last.get(channel), row.get(channel)))
                    .collect(Collectors.toSet());
            samples.forEach(sample -> outcomes.add(update(sample, row, changing)));
        } else {
            samples.forEach(sample -> outcomes.add(merge(sample, row)));
        }
        if (!wasStored) {
            outcomes.set(0, "inserted");
        }
        return outcomes;
    }

    private static boolean isSaid(Map<String, Double> sample, Map<String, Double> row) {
        return sample.entrySet().stream().allMatch(value -> Objects.equals(value.getValue(), row.get(value.getKey())));
    }

    private static String merge(Map<String, Double> sample, Map<String, Double> row) {
        boolean fillsIn = !row.keySet().containsAll(sample.keySet());
        sample.forEach(row::putIfAbsent);
        if (!isSaid(sample, row)) {
            return "conflicts";
        }
        return fillsIn ? "updated" : "duplicates";
    }

    private static String update(Map<String, Double> sample, Map<String, Double> row, Set<String> changing) {
        boolean replaced = false;
        for (Map.Entry<String, Double> value : sample.entrySet()) {
            if (changing.contains(value.getKey())) {
                replaced |= !Objects.equals(value.getValue(), row.put(value.getKey(), value.getValue()));
            }
        }
        return replaced ? "updated" : "duplicates";
    }
}
