package io.liftline.query.series;

import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The figures of one well, by channel and bucket. NaN stands for no value.
public final class WellSeries {

    private static final int WELL_ID = 1;
    private static final int START = 2;
    private static final int FIRST_FIGURE = 3;
    private static final double MICROS_PER_SECOND = 1e6;

    private final SeriesQuery query;

    /// By channel, figure and bucket.
    private final double[][][] figures;

    /// By channel, the value that is carried into the range.
    private final double[] carried;

    private WellSeries(SeriesQuery query) {
        this.query = query;
        this.figures = new double[query.channels().size()][query.figures().size()][];
        this.carried = new double[query.channels().size()];
        Arrays.fill(carried, Double.NaN);
        for (double[][] channel : figures) {
            for (int figure = 0; figure < channel.length; figure++) {
                channel[figure] = new double[query.buckets().count()];
                Arrays.fill(channel[figure], Double.NaN);
            }
        }
    }

    /// Reads the rows of [SeriesSql#figures].
    ///
    /// @return the series by well, ordered by well; wells without samples are absent
    public static Map<String, WellSeries> read(SeriesQuery query, Iterable<Row> rows) {
        Map<String, WellSeries> wells = new TreeMap<>();
        for (Row row : rows) {
            wells.computeIfAbsent(row.getString(WELL_ID), _ -> new WellSeries(query))
                    .add(row);
        }
        return wells;
    }

    /// The series of a well that has no samples in the range.
    static WellSeries empty(SeriesQuery query) {
        return new WellSeries(query);
    }

    private void add(Row row) {
        int bucket = query.buckets().at(micros(row, START));
        List<Figure> kinds = query.figures();
        for (int channel = 0; channel < figures.length; channel++) {
            for (int figure = 0; figure < kinds.size(); figure++) {
                int column = FIRST_FIGURE + channel * kinds.size() + figure;
                double part = value(row, column, kinds.get(figure));
                if (!Double.isNaN(part)) {
                    double[] values = figures[channel][figure];
                    values[bucket] = kinds.get(figure).merge(values[bucket], part);
                }
            }
        }
    }

    private static double value(Row row, int column, Figure figure) {
        if (row.getValue(column) == null) {
            return Double.NaN;
        }
        return switch (figure) {
            case COUNT -> row.getLong(column);
            case FIRST_AT -> micros(row, column);
            case SUM, MIN, MAX, FIRST, LAST, STDDEV, INTEGRAL -> row.getDouble(column);
        };
    }

    private static long micros(Row row, int column) {
        return Timestamp.micros(row.getOffsetDateTime(column).toInstant());
    }

    /// Reads a row of [SeriesSql#carried].
    public void carry(Row row) {
        for (int channel = 0; channel < carried.length; channel++) {
            Double value = row.getDouble(channel + 1);
            carried[channel] = value == null ? Double.NaN : value;
        }
    }

    /// The buckets in which a channel was measured.
    BitSet measured() {
        BitSet measured = new BitSet();
        int count = query.figures().indexOf(Figure.COUNT);
        for (double[][] channel : figures) {
            for (int bucket = 0; bucket < channel[count].length; bucket++) {
                if (channel[count][bucket] > 0) {
                    measured.set(bucket);
                }
            }
        }
        return measured;
    }

    /// The values of an aggregate, by bucket, completed as the query asks.
    ///
    /// @param channel its index in the query
    double[] values(int channel, Aggregate aggregate) {
        double[] values = computed(channel, aggregate);
        if (aggregate == Aggregate.COUNT) {
            return Arrays.stream(values)
                    .map(count -> Double.isNaN(count) ? 0 : count)
                    .toArray();
        }
        query.fill().apply(values, query.buckets());
        return values;
    }

    private double[] computed(int channel, Aggregate aggregate) {
        return switch (aggregate) {
            case AVG -> averages(channel);
            case MIN -> figure(channel, Figure.MIN).clone();
            case MAX -> figure(channel, Figure.MAX).clone();
            case COUNT -> figure(channel, Figure.COUNT).clone();
            case SUM -> figure(channel, Figure.SUM).clone();
            case FIRST -> figure(channel, Figure.FIRST).clone();
            case LAST -> figure(channel, Figure.LAST).clone();
            case STDDEV -> figure(channel, Figure.STDDEV).clone();
            case TWA -> timeWeighted(channel);
        };
    }

    private double[] figure(int channel, Figure figure) {
        return figures[channel][query.figures().indexOf(figure)];
    }

    private double[] averages(int channel) {
        double[] sums = figure(channel, Figure.SUM).clone();
        double[] counts = figure(channel, Figure.COUNT);
        for (int bucket = 0; bucket < sums.length; bucket++) {
            sums[bucket] /= counts[bucket]; // NaN without a value
        }
        return sums;
    }

    /// The integral of a bucket begins at its first value. The time before it has the last value of an earlier
    /// bucket, or the one from before the range.
    private double[] timeWeighted(int channel) {
        double[] integrals = figure(channel, Figure.INTEGRAL);
        double[] firstTimes = figure(channel, Figure.FIRST_AT);
        double[] lastValues = figure(channel, Figure.LAST);
        double[] averages = new double[integrals.length];
        double before = carried[channel];
        for (int bucket = 0; bucket < averages.length; bucket++) {
            averages[bucket] = Double.NaN;
            if (!Double.isNaN(firstTimes[bucket])) {
                TimeRange part = query.buckets().part(bucket);
                double first = firstTimes[bucket];
                averages[bucket] = Double.isNaN(before)
                        ? integrals[bucket] / seconds(part.to() - first)
                        : (before * seconds(first - part.from()) + integrals[bucket])
                                / seconds(part.to() - part.from());
                before = lastValues[bucket];
            }
        }
        return averages;
    }

    private static double seconds(double micros) {
        return micros / MICROS_PER_SECOND;
    }
}
