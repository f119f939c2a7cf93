package io.liftline.ingest;

import io.liftline.telemetry.Channel;
import java.util.Arrays;

/// The arrays of a batch, one per column, with room for more rows than they hold; used again by batch after
/// batch (see [ColumnPool]).
final class Columns {

    String[] wellIds = new String[16];
    long[] timestamps = new long[16];
    final double[][] values = new double[Channel.ALL.size()][0];

    /// The channels that a row has a value for, one bit each, by ordinal.
    int used;

    int rows;

    int capacity() {
        return timestamps.length;
    }

    /// Forgets the rows and keeps the arrays.
    void clear() {
        Arrays.fill(wellIds, 0, rows, null);
        used = 0;
        rows = 0;
    }

    void add(String wellId, long timestamp, RawSample sample) {
        if (rows == timestamps.length) {
            wellIds = Arrays.copyOf(wellIds, rows * 2);
            timestamps = Arrays.copyOf(timestamps, rows * 2);
        }
        wellIds[rows] = wellId;
        timestamps[rows] = timestamp;
        int all = used | sample.measured();
        for (int bits = all; bits != 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            column(channel)[rows] = sample.isMeasured(channel) ? sample.value(channel) : Double.NaN;
        }
        used = all;
        rows++;
    }

    /// The column, with room for one more row, and NaN where no row had a value so far.
    private double[] column(int channel) {
        double[] column = values[channel];
        if (column.length <= rows) {
            column = Arrays.copyOf(column, timestamps.length);
            values[channel] = column;
        }
        if ((used & 1 << channel) == 0) {
            Arrays.fill(column, 0, rows, Double.NaN);
        }
        return column;
    }
}
