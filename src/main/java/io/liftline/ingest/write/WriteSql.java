package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The statements of a write. Parameters are arrays, one per column: `$1` wells, `$2` times, `$3…` the
/// channels.
final class WriteSql {

    private WriteSql() {}

    /// Stores the samples whose (well, timestamp) is new; its row count is how many those were.
    static String insert(List<Channel> channels) {
        return """
                INSERT INTO esp_telemetry (well_id, timestamp, %s)
                SELECT well_id, timestamp, %s
                FROM unnest($1::VARCHAR[], $2::TIMESTAMPTZ[], %s) AS incoming (well_id, timestamp, %s)
                ON CONFLICT (well_id, timestamp) DO NOTHING""".formatted(columns(channels), columns(channels), parameters(channels), columns(channels));
    }

    /// The same, giving back each (well, timestamp) that was new.
    static String insertReturning(List<Channel> channels) {
        return insert(channels) + """

                RETURNING well_id, timestamp""";
    }

    /// Takes rows in binary form, all of them new.
    static String copy(List<Channel> channels) {
        return """
                COPY esp_telemetry (well_id, timestamp, %s)
                FROM STDIN WITH (FORMAT binary)""".formatted(columns(channels));
    }

    /// Brings stored samples up to date, channel by channel; its row count is how many really changed. Run
    /// after [#insert] in the same transaction, when every sample is stored, it inserts none.
    static String update(List<Channel> channels) {
        return """
                INSERT INTO esp_telemetry AS stored (well_id, timestamp, %s)
                SELECT well_id, timestamp, %s
                FROM unnest($1::VARCHAR[], $2::TIMESTAMPTZ[], %s) AS incoming (well_id, timestamp, %s)
                ON CONFLICT (well_id, timestamp) DO UPDATE
                SET %s
                WHERE %s""".formatted(
                columns(channels),
                columns(channels),
                parameters(channels),
                columns(channels),
                each(channels, ", ", "%1$s = coalesce(excluded.%1$s, stored.%1$s)"),
                each(channels, " OR ", "(excluded.%1$s IS NOT NULL AND excluded.%1$s IS DISTINCT FROM stored.%1$s)"));
    }

    private static String columns(List<Channel> channels) {
        return each(channels, ", ", "%1$s");
    }

    private static String parameters(List<Channel> channels) {
        return IntStream.range(0, channels.size())
                .mapToObj(i -> "$" + (i + 3) + "::FLOAT8[]")
                .collect(Collectors.joining(", "));
    }

    private static String each(List<Channel> channels, String separator, String pattern) {
        Function<Channel, String> text = channel -> pattern.formatted(channel.column());
        return channels.stream().map(text).collect(Collectors.joining(separator));
    }
}
