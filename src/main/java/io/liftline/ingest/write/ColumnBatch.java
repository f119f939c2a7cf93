package io.liftline.ingest.write;

import io.liftline.ingest.sample.RawSample;
import io.liftline.telemetry.Channel;
import java.util.List;

/// The valid samples of one request, one array per column, to be read in the order (timestamp, well); rows of the
/// same (well, timestamp) stand behind each other in the order in which they came. All writers use this one
/// order, which keeps two of them from deadlocking on the same rows.
///
/// Its arrays are lent by a [ColumnPool]: the owner calls [#release] when nobody reads them any more.
public final class ColumnBatch {

    static final double[] NO_COLUMN = {};

    private final Columns columns;
    private final ColumnPool pool;
    private final OnConflict onConflict;
    private final int[] order;
    private final boolean repeats;
    private final int rows;

    private ColumnBatch(Columns columns, ColumnPool pool, OnConflict onConflict, int[] order, boolean repeats) {
        this.columns = columns;
        this.pool = pool;
        this.onConflict = onConflict;
        this.order = order;
        this.repeats = repeats;
        this.rows = columns.rows;
    }

    /// How many rows.
    public int rows() {
        return rows;
    }

    /// What happens to rows that are stored already.
    OnConflict onConflict() {
        return onConflict;
    }

    /// Whether some (well, timestamp) has more than one row.
    boolean hasRepeats() {
        return repeats;
    }

    /// The channels that at least one row has a value for, one bit each, by ordinal.
    int used() {
        return columns.used;
    }

    /// The channels that at least one row has a value for, in column order.
    public List<Channel> channels() {
        return Channel.ALL.stream()
                .filter(channel -> (columns.used & 1 << channel.ordinal()) != 0)
                .toList();
    }

    public String wellId(int row) {
        return columns.wellIds[at(row)];
    }

    /// Event time, microseconds since 1970-01-01T00:00:00Z.
    public long timestamp(int row) {
        return columns.timestamps[at(row)];
    }

    /// A value in its channel's canonical unit; NaN where the row has none.
    public double value(int channel, int row) {
        double[] column = column(channel);
        return column.length == 0 ? Double.NaN : column[at(row)];
    }

    /// Which sample of the request the row was, from 0.
    int index(int row) {
        return columns.indexes[at(row)];
    }

    /// The line of the body the row began on, from 1; 0 when the format has no lines.
    int line(int row) {
        return columns.lines[at(row)];
    }

    /// The place of the row in a [#column].
    int at(int row) {
        return order.length == 0 ? row : order[row];
    }

    /// The values of a channel, each row's where [#at] says; empty when no row has one.
    double[] column(int channel) {
        return (columns.used & 1 << channel) == 0 ? NO_COLUMN : columns.values[channel];
    }

    /// About how many bytes it holds on the heap.
    public long bytes() {
        return columns.rows * (20L + 8L * Integer.bitCount(columns.used)) + 4L * order.length;
    }

    /// Gives the arrays back; the batch is not to be read again.
    void release() {
        pool.give(columns);
    }

    /// Collects valid samples in the order they came; only [io.liftline.ingest.SampleValidator] fills one.
    public static final class Builder {

        private static final int[] AS_THEY_CAME = {};

        private final ColumnPool pool;
        private final Columns columns;
        private boolean rising = true;

        public Builder(ColumnPool pool) {
            this.pool = pool;
            this.columns = pool.take();
        }

        /// Adds a sample.
        ///
        /// @param index which sample of the request it is, from 0
        /// @param line the line of the body it began on, from 1; 0 when the format has no lines
        public void add(String wellId, long timestamp, RawSample sample, int index, long line) {
            columns.add(wellId, timestamp, sample, index, (int) line);
            rising = rising && (columns.rows == 1 || compare(columns.rows - 2, columns.rows - 1) < 0);
        }

        public int rows() {
            return columns.rows;
        }

        /// The batch.
        ///
        /// @param onConflict what happens to rows that are stored already
        public ColumnBatch build(OnConflict onConflict) {
            if (rising) {
                return new ColumnBatch(columns, pool, onConflict, AS_THEY_CAME, false);
            }
            int[] order = RowOrder.sorted(columns.rows, this::compare);
            return new ColumnBatch(columns, pool, onConflict, order, hasRepeats(order));
        }

        private boolean hasRepeats(int[] order) {
            for (int row = 1; row < order.length; row++) {
                if (compare(order[row - 1], order[row]) == 0) {
                    return true;
                }
            }
            return false;
        }

        private int compare(int a, int b) {
            int byTime = Long.compare(columns.timestamps[a], columns.timestamps[b]);
            return byTime != 0 ? byTime : columns.wellIds[a].compareTo(columns.wellIds[b]);
        }
    }
}
