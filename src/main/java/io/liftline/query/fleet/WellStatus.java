package io.liftline.query.fleet;

import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is answered about one well. It is filled from the rows of several statements.
public final class WellStatus {

    private static final int NO_FINDING = 9;
    private static final int FIRST_CHANNEL = 2;

    private final String wellId;
    private final WellState state;
    private final int worst;
    private final long findings;
    private long newest;

    /// By channel. NaN stands for no value.
    private final double[] values;

    /// By channel, when the value was measured.
    private final long[] times;

    /// By channel and step of the trend. NaN stands for no value.
    private final double[][] trend;

    private WellStatus(Row row, int channels, int trends, int steps) {
        this.wellId = row.getString("well_id");
        this.state = WellState.values()[row.getInteger("state")];
        this.worst = row.getInteger("worst");
        this.findings = row.getLong("findings");
        this.newest = micros(row.getOffsetDateTime("newest"));
        this.values = new double[channels];
        this.times = new long[channels];
        this.trend = new double[trends][steps];
        Arrays.fill(values, Double.NaN);
        for (double[] channel : trend) {
            Arrays.fill(channel, Double.NaN);
        }
    }

    /// Reads a row of [FleetSql#wells]. Empty if it has no well.
    ///
    /// @param channels number of channels
    /// @param frame the frame of the trend, if there is one
    public static Optional<WellStatus> of(Row row, int channels, Optional<TrendFrame> frame) {
        return row.getString("well_id") == null
                ? Optional.empty()
                : Optional.of(new WellStatus(
                        row,
                        channels,
                        frame.isPresent() ? channels : 0,
                        frame.map(TrendFrame::steps).orElse(0)));
    }

    /// The well.
    public String wellId() {
        return wellId;
    }

    /// Its place in the order of the fleet.
    public PagePosition position() {
        return new PagePosition(state.ordinal(), worst, wellId);
    }

    /// The time of its newest sample; if that is too old to be searched, a time of about then.
    public long newest() {
        return newest;
    }

    /// Reads a row of [FleetSql#newest].
    public void addNewest(Row row) {
        newest = micros(row.getOffsetDateTime(1));
        for (int channel = 0; channel < values.length; channel++) {
            addValue(channel, newest, row.getDouble(FIRST_CHANNEL + channel));
        }
    }

    /// Reads a row of [FleetSql#missing].
    public void addMissing(Row row) {
        addValue(row.getInteger("channel"), micros(row.getOffsetDateTime("timestamp")), row.getDouble("value"));
    }

    /// The channels without a value.
    public List<MissingValue> missing() {
        return IntStream.range(0, values.length)
                .filter(channel -> Double.isNaN(values[channel]))
                .mapToObj(channel -> new MissingValue(wellId, channel))
                .toList();
    }

    /// Reads a row of [FleetSql#hours].
    public void addHours(Row row) {
        Integer[] hours = row.getArrayOfIntegers("hours");
        for (int channel = 0; channel < trend.length; channel++) {
            Double[] last = row.getArrayOfDoubles(FIRST_CHANNEL + channel);
            for (int i = 0; i < hours.length; i++) {
                addStep(channel, hours[i], last[i]);
            }
        }
    }

    /// Reads a row of [FleetSql#parts].
    public void addPart(Row row) {
        int step = row.getInteger("number");
        for (int channel = 0; channel < trend.length; channel++) {
            addStep(channel, step, row.getDouble(FIRST_CHANNEL + channel));
        }
    }

    /// Completes the last step of the trend with the newest values.
    public void completeTrend(TrendFrame frame) {
        for (int channel = 0; channel < trend.length; channel++) {
            if (!Double.isNaN(values[channel]) && times[channel] >= frame.lastStep()) {
                trend[channel][frame.lastStepNumber()] = values[channel];
            }
        }
    }

    private void addValue(int channel, long time, @Nullable Double value) {
        if (value != null) {
            values[channel] = value;
            times[channel] = time;
        }
    }

    private void addStep(int channel, int step, @Nullable Double value) {
        if (value != null) {
            trend[channel][step] = value;
        }
    }

    WellState state() {
        return state;
    }

    /// The number of open findings.
    long findings() {
        return findings;
    }

    /// The worst severity of the open findings.
    Optional<Severity> worst() {
        return worst == NO_FINDING ? Optional.empty() : Optional.of(Severity.values()[worst]);
    }

    double value(int channel) {
        return values[channel];
    }

    /// The time of the value of a channel that has one.
    long time(int channel) {
        return times[channel];
    }

    /// The values of a channel by step of the trend.
    double[] trend(int channel) {
        return trend[channel];
    }

    private static long micros(OffsetDateTime time) {
        return Timestamp.micros(time.toInstant());
    }
}
