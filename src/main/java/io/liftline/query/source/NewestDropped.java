package io.liftline.query.source;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.stream.Collectors;

/// The newest dropped sample of each well. The database keeps it in a table of its own, by the transaction that drops
/// the chunk, so questions for newest samples do not read objects.
public final class NewestDropped {

    /// `$1` well: the time of its newest dropped sample, if it has one.
    public static final String TIME = """
            SELECT timestamp
            FROM newest_dropped_sample
            WHERE well_id = $1""";

    /// `$1` exact ids, `$2` prefixes, `$3` wells: the time of the newest dropped sample of each permitted well that
    /// has one.
    public static final String TIMES = """
            SELECT well_id, timestamp
            FROM newest_dropped_sample
            WHERE well_id = ANY ($3::VARCHAR[])
              AND %s""".formatted(WellScope.predicate(1));

    /// `$1` exact ids, `$2` prefixes, `$3` wells or NULL for all: whether one of the permitted wells has no newer
    /// sample than a dropped one.
    public static final String IS_NEWEST = """
            SELECT EXISTS (
              SELECT
              FROM newest_dropped_sample AS dropped
              JOIN well USING (well_id)
              WHERE dropped.timestamp >= well.last_at
                AND ($3::VARCHAR[] IS NULL OR well_id = ANY ($3::VARCHAR[]))
                AND %s) AS is_newest""".formatted(WellScope.predicate(1));

    private NewestDropped() {}

    /// The text before a statement that reads `esp_telemetry`, so that it reads these samples, too.
    ///
    /// @param wells the parameter with the wells, an array
    /// @param since the parameter with the lower time bound of the statement
    public static String prefix(List<Channel> channels, String wells, String since) {
        String values = channels.stream()
                .map(channel -> ", sample.%1$s::double precision AS %1$s".formatted(channel.column()))
                .collect(Collectors.joining());
        String archived = """
                SELECT dropped.well_id, dropped.timestamp%s
                FROM newest_dropped_sample AS dropped
                CROSS JOIN json_populate_record(NULL::esp_telemetry, dropped.sample) AS sample
                WHERE dropped.well_id = ANY (%s::VARCHAR[])""".formatted(values, wells);
        return UnitedSamples.prefix(archived, channels, "hot.timestamp >= " + since);
    }
}
