package io.liftline.schema;

import io.liftline.schema.Finding.Weight;
import io.liftline.telemetry.Channel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reports what a takeover would do with the rows of `esp_telemetry`. It reads all of them, so only
/// `liftline migrate --dry-run` uses it.
final class TakeoverPreview {

    /// The numeric columns of the table.
    private static final String CHANNELS = """
            SELECT attname
            FROM pg_attribute
            JOIN pg_type t ON t.oid = atttypid
            WHERE attrelid = to_regclass('esp_telemetry') AND attnum > 0 AND NOT attisdropped AND typcategory = 'N'
            ORDER BY attnum
            """;

    private TakeoverPreview() {}

    /// The findings. None if the table does not exist.
    static List<Finding> of(Connection owner) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        List<Channel> channels = channels(owner);
        if (exists(owner) && !channels.isEmpty()) {
            TakeoverCheck.add(findings, Weight.WARNING, owner, unplaced());
            TakeoverCheck.add(findings, Weight.WARNING, owner, repeated(channels));
            try (Statement statement = owner.createStatement();
                    ResultSet rows = statement.executeQuery(ranges(channels))) {
                while (rows.next()) {
                    findings.add(new Finding(rows.getBoolean(2) ? Weight.NOTE : Weight.WARNING, rows.getString(1)));
                }
            }
            findings.add(
                    new Finding(
                            Weight.NOTE,
                            "afterwards COPY esp_telemetry TO and pg_dump -t esp_telemetry give no rows: use COPY (SELECT …) TO, and dump the whole database"));
        }
        return findings;
    }

    private static boolean exists(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT count(*) = 2
                        FROM pg_attribute
                        WHERE attrelid = to_regclass('esp_telemetry') AND attname IN ('well_id', 'timestamp')
                          AND NOT attisdropped
                        """)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<Channel> channels(Connection owner) throws SQLException {
        List<Channel> channels = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(CHANNELS)) {
            while (rows.next()) {
                Channel.of(rows.getString(1)).ifPresent(channels::add);
            }
        }
        return channels;
    }

    private static String unplaced() {
        return """
                SELECT format('%s rows have no well or no finite time: they will be moved to esp_telemetry_duplicates', count(*))
                FROM esp_telemetry
                WHERE well_id IS NULL OR "timestamp" IS NULL OR "timestamp" IN ('infinity', '-infinity')
                HAVING count(*) > 0
                """;
    }

    private static String repeated(List<Channel> channels) {
        String contradicts = channels.stream()
                .map(Channel::column)
                .map("min(%1$s) <> max(%1$s)"::formatted)
                .collect(Collectors.joining(" OR ", "coalesce(", ", false)"));
        return """
                SELECT format('%%s times of a well have several rows: they will be united into one each, and %%s rows kept in '
                              'esp_telemetry_duplicates; in %%s of these times values contradict each other, and the last '
                              'written stays', count(*), sum(n - 1), count(*) FILTER (WHERE contradicts))
                FROM (
                    SELECT count(*) AS n, %s AS contradicts
                    FROM esp_telemetry
                    GROUP BY well_id, "timestamp"
                    HAVING count(*) > 1) AS repeated
                HAVING count(*) > 0
                """.formatted(contradicts);
    }

    /// One row per channel that has values: a line for the operator, and whether the values are plausible in
    /// the channel's unit. A table does not record its units, so the operator must compare the values.
    private static String ranges(List<Channel> channels) {
        String figures = channels.stream()
                .map(Channel::column)
                .map(
                        "min(%1$s)::float8 AS %1$s_least, avg(%1$s)::float8 AS %1$s_average, max(%1$s)::float8 AS %1$s_greatest"
                                ::formatted)
                .collect(Collectors.joining(", "));
        String rows = channels.stream()
                .map(channel -> "('%1$s', '%2$s', %3$s, %4$s, %1$s_least, %1$s_average, %1$s_greatest)"
                        .formatted(channel.column(), channel.unit().symbol(), channel.low(), channel.high()))
                .collect(Collectors.joining(", "));
        return """
                SELECT format('%%s has values of %%s to %%s, on average %%s, and will be read as %%s, of which %%s to %%s are '
                              'plausible', name, least, greatest, round(average::numeric, 3), unit, low, high),
                       least >= low AND greatest <= high
                FROM (SELECT %s FROM esp_telemetry) AS figures
                CROSS JOIN LATERAL (VALUES %s) AS ranges (name, unit, low, high, least, average, greatest)
                WHERE least IS NOT NULL
                """.formatted(figures, rows);
    }
}
