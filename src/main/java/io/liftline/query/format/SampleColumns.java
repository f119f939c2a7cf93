package io.liftline.query.format;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns of a statement that returns samples, and the access to its rows.
///
/// The statement has the channels in the order of the table, so the order in which a client names them makes no other
/// statement, and the connection need not prepare it again.
public final class SampleColumns {

    /// All channels.
    public static final SampleColumns ALL = new SampleColumns(Channel.ALL);

    private static final String KEY = "well_id, timestamp";
    private static final int WELL_ID = 0;
    private static final int TIMESTAMP = 1;
    private static final int FIRST_CHANNEL = 2;

    private final List<Channel> channels;
    private final int[] places;
    private final String selected;

    /// @param channels the channels, in the order of the answer
    public SampleColumns(List<Channel> channels) {
        List<Channel> sorted = channels.stream().sorted().distinct().toList();
        this.channels = List.copyOf(channels);
        this.places = channels.stream()
                .mapToInt(channel -> FIRST_CHANNEL + sorted.indexOf(channel))
                .toArray();
        this.selected = Stream.concat(
                        Stream.of(KEY), sorted.stream().map(channel -> channel.column() + "::double precision"))
                .collect(Collectors.joining(", "));
    }

    /// The channels, in the order of the answer.
    public List<Channel> channels() {
        return channels;
    }

    /// The select list: `well_id, timestamp, pip::double precision, …`. A table that was taken over keeps the types
    /// of its channels.
    public String selected() {
        return selected;
    }

    /// The well of a row.
    public static String wellId(Row row) {
        return row.getString(WELL_ID);
    }

    /// The event time of a row, microseconds since 1970-01-01T00:00:00Z.
    public static long timestamp(Row row) {
        return Timestamp.micros(row.getOffsetDateTime(TIMESTAMP).toInstant());
    }

    /// The value of a channel in a row.
    ///
    /// @param channel its index in [#channels]
    /// @return null if it was not measured
    public @Nullable Double value(Row row, int channel) {
        return row.getDouble(places[channel]);
    }
}
