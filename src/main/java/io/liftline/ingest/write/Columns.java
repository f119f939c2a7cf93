package io.liftline.ingest.write;

import io.liftline.ingest.sample.RawSample;
import io.liftline.telemetry.Channel;
import java.util.Arrays;

/// The arrays of a batch, one per column, in the order of the request. They may be longer than the number of
/// rows. They are reused by later batches (see [ColumnPool]).
final class Columns {

    String[] wellIds = new String[16];
    long[] timestamps = new long[16];

    /// Index of each row's sample in its request, from 0.
    int[] indexes = new int[16];

    /// Line of the body on which each sample begins, from 1; 0 if the format has no lines.
    int[] lines = new int[16];

    final double[][] values = new double[Channel.ALL.size()][0];

    /// The channels that have a value in at least one row, as a bit set by ordinal.
    int used;

    int rows;

    int capacity() {
        return timestamps.length;
    }

    /// Removes the rows and keeps the arrays.
    void clear() {
        Arrays.fill(wellIds, 0, rows, null);
        used = 0;
        rows = 0;
    }

    boolean isFull() {
        return rows == timestamps.length;
    }

    /// The memory of the arrays, about.
    long bytes() {
        long bytes = 24L * capacity();
        for (double[] column : values) {
            bytes += 8L * column.length;
        }
        return bytes;
    }

    /// Adds a row. There must be room for it.
    void add(String wellId, long timestamp, RawSample sample, int index, int line) {
        int row = rows;
        int measured = sample.measured();
        begin(measured & ~used);
        wellIds[row] = wellId;
        timestamps[row] = timestamp;
        indexes[row] = index;
        lines[row] = line;
        double[][] columns = values;
        for (int bits = used; bits != 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            columns[channel][row] = (measured & 1 << channel) == 0 ? Double.NaN : sample.value(channel);
        }
        rows = row + 1;
    }

    /// Doubles the room.
    void grow() {
        int capacity = 2 * capacity();
        wellIds = Arrays.copyOf(wellIds, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
        indexes = Arrays.copyOf(indexes, capacity);
        lines = Arrays.copyOf(lines, capacity);
        for (int bits = used; bits != 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            values[channel] = Arrays.copyOf(values[channel], capacity);
        }
    }

    /// Takes over the rows of columns with less room. These are empty.
    void copy(Columns other) {
        System.arraycopy(other.wellIds, 0, wellIds, 0, other.rows);
        System.arraycopy(other.timestamps, 0, timestamps, 0, other.rows);
        System.arraycopy(other.indexes, 0, indexes, 0, other.rows);
        System.arraycopy(other.lines, 0, lines, 0, other.rows);
        begin(other.used);
        for (int bits = other.used; bits != 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            System.arraycopy(other.values[channel], 0, values[channel], 0, other.rows);
        }
        rows = other.rows;
    }

    /// Prepares the arrays of these channels: enlarges them and sets NaN for the existing rows.
    private void begin(int channels) {
        for (int bits = channels; bits != 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            if (values[channel].length < timestamps.length) {
                values[channel] = new double[timestamps.length];
            }
            Arrays.fill(values[channel], 0, rows, Double.NaN);
        }
        used |= channels;
    }
}
