package io.liftline.query.source;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Samples of the archive, and the statement that reads them together with the table.
///
/// The statement gets them as arrays, one per column, and finds them under the name of the table: it is the same
/// for samples of the database, of the archive, and of both.
public final class ArchivedRows {

    private static final long ROW_BYTES = 120;
    private static final long VALUE_BYTES = 40;

    private final List<Channel> channels;
    private final Memory memory;
    private final List<String> wells = new ArrayList<>();
    private final List<OffsetDateTime> times = new ArrayList<>();
    private final List<List<@Nullable Double>> values = new ArrayList<>();

    /// @param channels the channels of the samples
    /// @param memory is charged for them
    public ArchivedRows(List<Channel> channels, Memory memory) {
        this.channels = channels;
        this.memory = memory;
        for (int channel = 0; channel < channels.size(); channel++) {
            values.add(new ArrayList<>());
        }
    }

    /// Is charged for what is held.
    @FunctionalInterface
    public interface Memory {

        /// @param bytes all bytes that are held now
        /// @throws RuntimeException if there is no room for them
        void require(long bytes);
    }

    /// Adds a sample.
    ///
    /// @param micros its time, microseconds since 1970-01-01T00:00:00Z
    /// @param of the values in the order of the channels, null if not measured
    public void add(String well, long micros, @Nullable Double[] of) {
        if (wells.size() % 1_000 == 0) {
            memory.require((wells.size() + 1_000) * (ROW_BYTES + VALUE_BYTES * channels.size()));
        }
        wells.add(well);
        times.add(Timestamp.utc(micros));
        for (int channel = 0; channel < of.length; channel++) {
            values.get(channel).add(of[channel]);
        }
    }

    /// The number of samples.
    public int size() {
        return wells.size();
    }

    /// The text before a statement that reads `esp_telemetry`, so that it reads these samples, too. Their
    /// parameters are appended to those of the statement. Empty if there are no samples.
    ///
    /// @param parameters those of the statement
    public String prefix(Tuple parameters) {
        if (wells.isEmpty()) {
            return "";
        }
        OffsetDateTime first = times.stream().min(OffsetDateTime::compareTo).orElseThrow();
        OffsetDateTime last = times.stream().max(OffsetDateTime::compareTo).orElseThrow();
        parameters.addTemporal(first);
        String from = "$" + parameters.size();
        parameters.addTemporal(last);
        String to = "$" + parameters.size();
        parameters.addArrayOfString(wells.toArray(String[]::new));
        StringBuilder arrays = new StringBuilder("$").append(parameters.size()).append("::varchar[]");
        parameters.addArrayOfTemporal(times.toArray(OffsetDateTime[]::new));
        arrays.append(", $").append(parameters.size()).append("::timestamptz[]");
        for (List<@Nullable Double> channel : values) {
            parameters.addArrayOfDouble(channel.toArray(Double[]::new));
            arrays.append(", $").append(parameters.size()).append("::double precision[]");
        }
        return UnitedSamples.prefix(
                "SELECT * FROM unnest(%s) AS archived (well_id, timestamp%s)".formatted(arrays, names()),
                channels,
                "hot.timestamp BETWEEN %s::timestamptz AND %s::timestamptz".formatted(from, to));
    }

    private String names() {
        return channels.stream().map(channel -> ", " + channel.column()).collect(Collectors.joining());
    }
}
