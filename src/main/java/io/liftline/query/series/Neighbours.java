package io.liftline.query.series;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of each channel of a well that are nearest to a time: the last one at or before it, and the first
/// one after it.
public final class Neighbours {

    private static final int CHANNEL = 0;
    private static final int IS_AFTER = 1;
    private static final int TIME = 2;
    private static final int VALUE = 3;

    private final Map<Channel, Measured> before = new EnumMap<>(Channel.class);
    private final Map<Channel, Measured> after = new EnumMap<>(Channel.class);

    private Neighbours() {}

    /// A measured value.
    ///
    /// @param time in microseconds since 1970-01-01T00:00:00Z
    public record Measured(long time, double value) {}

    /// The statement that reads the neighbours of a time. Each is searched on its own, so that a channel that is
    /// measured seldom does not cost more than the rows up to its value.
    ///
    /// @param reach how far they may be from the time, in microseconds
    public static Statement statement(List<Channel> channels, WellScope scope, String wellId, long time, long reach) {
        Parameters parameters = new Parameters();
        String permitted = WellScope.predicate(parameters.next());
        parameters.texts(scope.exactIds());
        parameters.texts(scope.prefixes());
        String well = "well_id = ANY (" + parameters.texts(new String[] {wellId}) + ") AND " + permitted;
        String at = parameters.time(time);
        String least = parameters.time(time - reach);
        String most = parameters.time(time + reach);
        List<String> searches = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            String column = channels.get(channel).column();
            String earlier = "timestamp <= %s AND timestamp >= %s".formatted(at, least);
            String later = "timestamp > %s AND timestamp <= %s".formatted(at, most);
            searches.add(search(channel, false, column, well, earlier, "DESC"));
            searches.add(search(channel, true, column, well, later, "ASC"));
        }
        return new Statement(String.join("\nUNION ALL\n", searches), parameters.tuple());
    }

    private static String search(int channel, boolean isAfter, String column, String well, String range, String order) {
        return """
                (SELECT %d AS channel, %s AS is_after, timestamp, %3$s::double precision
                 FROM esp_telemetry
                 WHERE %4$s
                   AND %5$s
                   AND %3$s IS NOT NULL
                 ORDER BY timestamp %6$s
                 LIMIT 1)""".formatted(channel, isAfter, column, well, range, order);
    }

    /// Reads the rows of [#statement].
    public static Neighbours read(List<Channel> channels, Iterable<Row> rows) {
        Neighbours neighbours = new Neighbours();
        for (Row row : rows) {
            (row.getBoolean(IS_AFTER) ? neighbours.after : neighbours.before)
                    .put(
                            channels.get(row.getInteger(CHANNEL)),
                            new Measured(
                                    Timestamp.micros(row.getOffsetDateTime(TIME).toInstant()), row.getDouble(VALUE)));
        }
        return neighbours;
    }

    /// Whether no channel has a neighbour.
    public boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    /// The last value at or before the time.
    Optional<Measured> before(Channel channel) {
        return Optional.ofNullable(before.get(channel));
    }

    /// The first value after the time.
    Optional<Measured> after(Channel channel) {
        return Optional.ofNullable(after.get(channel));
    }
}
