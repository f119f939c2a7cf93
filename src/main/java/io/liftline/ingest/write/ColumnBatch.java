package io.liftline.ingest.write;

import io.liftline.ingest.sample.RawSample;
import io.liftline.telemetry.Channel;
import io.liftline.web.MemoryBudget;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// The valid samples of one request, as one array per column. Rows are read in the order (timestamp, well);
/// rows with the same (well, timestamp) are in the order of the request. All writers use this order, so two of
/// them do not deadlock on the same rows.
///
/// The arrays come from a [ColumnPool]. The owner calls [#release] when the batch is no longer used.
public final class ColumnBatch {

    static final double[] NO_COLUMN = {};

    private final Columns columns;
    private final ColumnPool pool;
    private final OnConflict onConflict;
    private final RefusedRows refusedRows;
    private final int[] order;
    private final boolean repeats;
    private final int rows;
    private Span origin = Span.getInvalid();

    private ColumnBatch(
            Columns columns,
            ColumnPool pool,
            OnConflict onConflict,
            RefusedRows refusedRows,
            int[] order,
            boolean repeats,
            int rows) {
        this.columns = columns;
        this.refusedRows = refusedRows;
        this.pool = pool;
        this.onConflict = onConflict;
        this.order = order;
        this.repeats = repeats;
        this.rows = rows;
    }

    /// A row near the middle that begins another (well, timestamp) than the one before it; 0 when all rows
    /// are of one.
    int middle() {
        for (int distance = 0; distance <= rows / 2; distance++) {
            for (int row : new int[] {rows / 2 + distance, rows / 2 - distance}) {
                if (row > 0 && row < rows && !isSameKey(row - 1, row)) {
                    return row;
                }
            }
        }
        return 0;
    }

    private boolean isSameKey(int one, int other) {
        return timestamp(one) == timestamp(other) && wellId(one).equals(wellId(other));
    }

    /// Some rows of this batch, whose arrays stay its own.
    ///
    /// @param from the first row
    /// @param to the row behind the last, at which another (well, timestamp) begins
    ColumnBatch part(int from, int to) {
        int[] places = IntStream.range(from, to).map(this::at).toArray();
        ColumnBatch part = new ColumnBatch(columns, pool, onConflict, refusedRows, places, repeats, places.length);
        part.belongTo(origin);
        return part;
    }

    /// Sets the span that the write of this batch belongs to. It is set before the write.
    public void belongTo(Span span) {
        origin = span;
    }

    /// The span that the write of this batch belongs to; invalid by default.
    Span origin() {
        return origin;
    }

    /// The number of rows.
    public int rows() {
        return rows;
    }

    /// The newest event time, microseconds since 1970-01-01T00:00:00Z. The batch is not empty.
    public long newest() {
        return timestamp(rows - 1); // rows are ordered by time
    }

    /// How rows are stored whose (well, timestamp) is stored already.
    OnConflict onConflict() {
        return onConflict;
    }

    /// How the batch is stored if a rule of the table rejects a row.
    RefusedRows refusedRows() {
        return refusedRows;
    }

    /// Whether several rows have the same (well, timestamp).
    boolean hasRepeats() {
        return repeats;
    }

    /// The channels that have a value in at least one row, as a bit set by ordinal.
    int used() {
        return columns.used;
    }

    /// The channels that have a value in at least one row, in column order.
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

    /// The value of a channel in its canonical unit. NaN if the row has none.
    public double value(int channel, int row) {
        double[] column = column(channel);
        return column.length == 0 ? Double.NaN : column[at(row)];
    }

    /// The index of the row's sample in the request, from 0.
    int index(int row) {
        return columns.indexes[at(row)];
    }

    /// The line of the body on which the sample begins, from 1; 0 if the format has no lines.
    int line(int row) {
        return columns.lines[at(row)];
    }

    /// The index of the row in a [#column].
    int at(int row) {
        return order.length == 0 ? row : order[row];
    }

    /// The values of a channel, indexed by [#at]. Empty if no row has a value.
    double[] column(int channel) {
        return (columns.used & 1 << channel) == 0 ? NO_COLUMN : columns.values[channel];
    }

    /// Replaces each value of a channel, NaN included, by the result of a function.
    void round(int channel, DoubleUnaryOperator rounding) {
        double[] column = column(channel);
        for (int at = 0; at < Math.min(column.length, columns.rows); at++) {
            column[at] = rounding.applyAsDouble(column[at]);
        }
    }

    /// Returns the arrays to the pool. The batch must not be used after that.
    public void release() {
        pool.give(columns);
    }

    /// Collects valid samples in the order of the request. Only [io.liftline.ingest.SampleValidator] uses it.
    public static final class Builder {

        private static final int[] AS_THEY_CAME = {};

        private final ColumnPool pool;
        private static final int FIRST_ROWS = 16;

        /// Bytes of a row apart from its values: its columns, a well id of its own, and its place in the order
        /// of a batch and of a commit.
        private static final long ROW_BYTES = 100;

        private Columns columns;
        private final MemoryBudget.Charge charge;
        private int rowsCharged;
        private int channelsCharged;
        private boolean rising = true;

        /// @param charge the memory of the batch; it grows with the rows
        public Builder(ColumnPool pool, MemoryBudget.Charge charge) {
            this.pool = pool;
            this.charge = charge;
            this.columns = pool.take();
        }

        /// Adds a sample.
        ///
        /// @throws io.liftline.problem.ProblemException 429 if the budget has no room for more rows
        /// @param index index of the sample in the request, from 0
        /// @param line line of the body on which it begins, from 1; 0 if the format has no lines
        public void add(String wellId, long timestamp, RawSample sample, int index, long line) {
            if (columns.rows == rowsCharged || (sample.measured() & ~channelsCharged) != 0) {
                charge(channelsCharged | sample.measured());
            }
            if (columns.isFull()) {
                columns = pool.larger(columns);
            }
            columns.add(wellId, timestamp, sample, index, (int) line);
            rising = rising && (columns.rows == 1 || compare(columns.rows - 2, columns.rows - 1) < 0);
        }

        /// Charges twice the rows, as the arrays grow.
        private void charge(int channels) {
            int rows = columns.rows < rowsCharged ? rowsCharged : Math.max(FIRST_ROWS, 2 * columns.rows);
            charge.require(rows * (ROW_BYTES + Double.BYTES * (long) Integer.bitCount(channels)));
            rowsCharged = rows;
            channelsCharged = channels;
        }

        public int rows() {
            return columns.rows;
        }

        /// Creates the batch.
        ///
        /// @param onConflict how rows are stored whose (well, timestamp) is stored already
        /// @param refusedRows how the batch is stored if a rule of the table rejects a row
        public ColumnBatch build(OnConflict onConflict, RefusedRows refusedRows) {
            if (rising) {
                return new ColumnBatch(columns, pool, onConflict, refusedRows, AS_THEY_CAME, false, columns.rows);
            }
            int[] order = RowOrder.sorted(columns.rows, this::compare);
            return new ColumnBatch(columns, pool, onConflict, refusedRows, order, hasRepeats(order), columns.rows);
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
