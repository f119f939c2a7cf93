package io.liftline.ingest;

import io.liftline.telemetry.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Valid samples, one array per column, ordered by (timestamp, well) with no pair twice: exactly what a
/// database write binds. The one order for all writers is also what keeps two of them from deadlocking on
/// the same rows.
final class ColumnBatch {

    private final String[] wellIds;
    private final long[] timestamps;
    private final double[][] values;
    private final List<Channel> channels;

    private ColumnBatch(String[] wellIds, long[] timestamps, double[][] values) {
        this.wellIds = wellIds;
        this.timestamps = timestamps;
        this.values = values;
        this.channels = Channel.ALL.stream()
                .filter(channel -> values[channel.ordinal()].length > 0)
                .toList();
    }

    /// How many rows, each (well, timestamp) once.
    int rows() {
        return timestamps.length;
    }

    /// The channels that at least one row has a value for, in column order.
    List<Channel> channels() {
        return channels;
    }

    String[] wellIds() {
        return wellIds;
    }

    /// Event times, microseconds since 1970-01-01T00:00:00Z.
    long[] timestamps() {
        return timestamps;
    }

    /// One channel's column in its canonical unit; NaN where the row has no value.
    double[] values(Channel channel) {
        return values[channel.ordinal()];
    }

    /// Collects valid samples in the order they came; only [SampleValidator] fills one.
    static final class Builder {

        private String[] wellIds = new String[16];
        private long[] timestamps = new long[16];
        private final double[][] values = new double[Channel.ALL.size()][0];
        private int rows;

        void add(String wellId, long timestamp, RawSample sample) {
            if (rows == timestamps.length) {
                grow(rows * 2);
            }
            wellIds[rows] = wellId;
            timestamps[rows] = timestamp;
            for (Channel channel : Channel.ALL) {
                if (sample.isMeasured(channel)) {
                    touched(channel)[rows] = sample.value(channel);
                }
            }
            rows++;
        }

        int rows() {
            return rows;
        }

        /// The batch. Of rows with the same (well, timestamp) the last one wins: whole under
        /// [OnConflict#IGNORE], channel by channel under [OnConflict#UPDATE], as if they had come
        /// one after another.
        ColumnBatch build(OnConflict onConflict) {
            int[] order = inOrder();
            int kept = 0;
            for (int row : order) {
                boolean again = kept > 0 && compare(order[kept - 1], row) == 0;
                if (again && onConflict == OnConflict.UPDATE) {
                    fillGaps(row, order[kept - 1]);
                }
                order[again ? kept - 1 : kept++] = row;
            }
            return gather(Arrays.copyOf(order, kept));
        }

        private void grow(int capacity) {
            wellIds = Arrays.copyOf(wellIds, capacity);
            timestamps = Arrays.copyOf(timestamps, capacity);
            for (int c = 0; c < values.length; c++) {
                int filled = values[c].length;
                if (filled > 0) {
                    values[c] = Arrays.copyOf(values[c], capacity);
                    Arrays.fill(values[c], filled, capacity, Double.NaN);
                }
            }
        }

        private double[] touched(Channel channel) {
            if (values[channel.ordinal()].length == 0) {
                double[] column = new double[timestamps.length];
                Arrays.fill(column, Double.NaN);
                values[channel.ordinal()] = column;
            }
            return values[channel.ordinal()];
        }

        /// Row numbers by (timestamp, well); of equal ones the earlier first, as the sort is stable.
        private int[] inOrder() {
            return IntStream.range(0, rows)
                    .boxed()
                    .sorted(this::compare)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private int compare(int a, int b) {
            int byTime = Long.compare(timestamps[a], timestamps[b]);
            return byTime != 0 ? byTime : wellIds[a].compareTo(wellIds[b]);
        }

        private void fillGaps(int row, int earlier) {
            for (double[] column : values) {
                if (column.length > 0 && Double.isNaN(column[row])) {
                    column[row] = column[earlier];
                }
            }
        }

        private ColumnBatch gather(int[] order) {
            double[][] gathered = new double[values.length][];
            for (int c = 0; c < values.length; c++) {
                double[] column = values[c];
                gathered[c] = column.length == 0
                        ? column
                        : Arrays.stream(order).mapToDouble(row -> column[row]).toArray();
            }
            return new ColumnBatch(
                    Arrays.stream(order).mapToObj(row -> wellIds[row]).toArray(String[]::new),
                    Arrays.stream(order).mapToLong(row -> timestamps[row]).toArray(),
                    gathered);
        }
    }
}
