package io.liftline.ingest.write;

import io.liftline.ingest.sample.RawSample;
import io.liftline.telemetry.Channel;
import java.util.List;

/// Valid samples, one array per column, to be read in the order (timestamp, well) with no pair twice: what a
/// database write binds. The one order for all writers is also what keeps two of them from deadlocking on
/// the same rows.
///
/// Its arrays are lent by a [ColumnPool]: whoever has it calls [#release] when nobody reads it any more.
public final class ColumnBatch {

    static final double[] NO_COLUMN = {};

    private final Columns columns;
    private final ColumnPool pool;
    private final int[] order;
    private final int rows;

    private ColumnBatch(Columns columns, ColumnPool pool, int[] order, int rows) {
        this.columns = columns;
        this.pool = pool;
        this.order = order;
        this.rows = rows;
    }

    /// How many rows, each (well, timestamp) once.
    public int rows() {
        return rows;
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

    /// Where the row stands in a [#column].
    int at(int row) {
        return order.length == 0 ? row : order[row];
    }

    /// The values of a channel, each row's where [#at] says; empty when no row has one.
    double[] column(int channel) {
        return (columns.used & 1 << channel) == 0 ? NO_COLUMN : columns.values[channel];
    }

    /// About how many bytes it holds on the heap.
    public long bytes() {
        return columns.rows * (12L + 8L * Integer.bitCount(columns.used)) + 4L * order.length;
    }

    /// Gives the arrays back; the batch is not to be read again.
    void release() {
        pool.give(columns);
    }

    /// Collects valid samples in the order they came; only [SampleValidator] fills one.
    public static final class Builder {

        private static final int[] AS_THEY_CAME = {};

        private final ColumnPool pool;
        private final Columns columns;
        private boolean rising = true;

        public Builder(ColumnPool pool) {
            this.pool = pool;
            this.columns = pool.take();
        }

        public void add(String wellId, long timestamp, RawSample sample) {
            columns.add(wellId, timestamp, sample);
            rising = rising && (columns.rows == 1 || compare(columns.rows - 2, columns.rows - 1) < 0);
        }

        public int rows() {
            return columns.rows;
        }

        /// The batch. Of rows with the same (well, timestamp) the last one wins: whole under
        /// [OnConflict#IGNORE], channel by channel under [OnConflict#UPDATE], as if they had come
        /// one after another.
        public ColumnBatch build(OnConflict onConflict) {
            if (rising) {
                return new ColumnBatch(columns, pool, AS_THEY_CAME, columns.rows);
            }
            int[] order = RowOrder.sorted(columns.rows, this::compare);
            int kept = 0;
            for (int row : order) {
                boolean again = kept > 0 && compare(order[kept - 1], row) == 0;
                if (again && onConflict == OnConflict.UPDATE) {
                    fillGaps(row, order[kept - 1]);
                }
                order[again ? kept - 1 : kept++] = row;
            }
            return new ColumnBatch(columns, pool, order, kept);
        }

        private int compare(int a, int b) {
            int byTime = Long.compare(columns.timestamps[a], columns.timestamps[b]);
            return byTime != 0 ? byTime : columns.wellIds[a].compareTo(columns.wellIds[b]);
        }

        private void fillGaps(int row, int earlier) {
            for (Channel channel : Channel.ALL) {
                double[] column = columns.values[channel.ordinal()];
                if ((columns.used & 1 << channel.ordinal()) != 0 && Double.isNaN(column[row])) {
                    column[row] = column[earlier];
                }
            }
        }
    }
}
