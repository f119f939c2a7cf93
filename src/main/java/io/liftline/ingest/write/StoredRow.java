package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import java.util.Arrays;

/// The stored values of one (well, timestamp), to which the rows of a [CommitGroup] are applied one by one. It
/// implements the rules of [OnConflict]. One instance is reused for many keys.
///
/// Requests are applied one after the other. Within a request, the rows of a key are first united, channel by
/// channel: under [OnConflict#UPDATE] the last value of a channel counts, otherwise the first. So a row counts
/// as `updated` only if the request as a whole changes one of its channels. A request that is sent again
/// changes nothing and is counted as duplicates.
final class StoredRow {

    private static final int CHANNELS = Channel.ALL.size();
    private static final int ALL_CHANNELS = -1;

    private final double[] values = new double[CHANNELS];
    private final double[] before = new double[CHANNELS];
    private boolean isStored;

    /// Starts with a key that is not stored.
    void absent() {
        Arrays.fill(values, Double.NaN);
        isStored = false;
    }

    /// Starts with a stored key without values; [#value(int, double)] sets them.
    void present() {
        Arrays.fill(values, Double.NaN);
        isStored = true;
    }

    /// Sets the stored value of a channel.
    void value(int channel, double value) {
        values[channel] = value;
    }

    /// The current value of a channel. NaN if it has none.
    double value(int channel) {
        return values[channel];
    }

    /// Applies the rows of a key.
    ///
    /// @param outcomes receives the outcome of each row
    /// @return whether the row must be written, because it is new or a value has changed
    boolean apply(CommitGroup group, int key, RowOutcomes outcomes) {
        boolean wasStored = isStored;
        System.arraycopy(values, 0, before, 0, CHANNELS);
        int to = group.to(key);
        for (int from = group.from(key); from < to; ) {
            int end = endOfRequest(group, from, to);
            applyRequest(group, from, end, outcomes);
            from = end;
        }
        return !wasStored || differ(before, values);
    }

    private static int endOfRequest(CommitGroup group, int from, int to) {
        int member = group.member(from);
        int end = from + 1;
        while (end < to && group.member(end) == member) {
            end++;
        }
        return end;
    }

    private void applyRequest(CommitGroup group, int from, int end, RowOutcomes outcomes) {
        OnConflict rule = group.batch(from).onConflict();
        boolean keepsRow = rule == OnConflict.IGNORE && isStored;
        int changing = rule == OnConflict.UPDATE && isStored && end - from > 1
                ? changingChannels(group, from, end)
                : ALL_CHANNELS;
        for (int position = from; position < end; position++) {
            if (!isStored) {
                isStored = true;
                fill(group, position);
                outcomes.inserted(position);
            } else if (rule == OnConflict.UPDATE) {
                replace(group, position, changing, outcomes);
            } else {
                merge(group, position, keepsRow, outcomes);
            }
        }
    }

    /// Adds missing values, and finds the first value that differs from the stored one.
    ///
    /// @param keepsRow whether missing values may not be added either
    private void merge(CommitGroup group, int position, boolean keepsRow, RowOutcomes outcomes) {
        ColumnBatch batch = group.batch(position);
        int row = group.inBatch(position);
        int conflict = -1;
        for (int bits = batch.used(); bits != 0 && conflict < 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            double value = batch.value(channel, row);
            boolean fillsIn = Double.isNaN(values[channel]) && !keepsRow;
            if (!Double.isNaN(value) && value != values[channel] && !fillsIn) {
                conflict = channel;
            }
        }
        boolean filled = !keepsRow && fill(group, position);
        if (conflict >= 0) {
            outcomes.conflict(position, conflict, values[conflict]);
        } else if (filled) {
            outcomes.updated(position);
        } else {
            outcomes.duplicate(position);
        }
    }

    /// Adds values for channels that have none.
    ///
    /// @return whether there was one
    private boolean fill(CommitGroup group, int position) {
        ColumnBatch batch = group.batch(position);
        int row = group.inBatch(position);
        boolean filled = false;
        for (int bits = batch.used(); bits != 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            double value = batch.value(channel, row);
            if (!Double.isNaN(value) && Double.isNaN(values[channel])) {
                values[channel] = value;
                filled = true;
            }
        }
        return filled;
    }

    /// Replaces the values that differ, in the channels that the request changes.
    private void replace(CommitGroup group, int position, int changing, RowOutcomes outcomes) {
        ColumnBatch batch = group.batch(position);
        int row = group.inBatch(position);
        boolean replaced = false;
        for (int bits = batch.used() & changing; bits != 0; bits &= bits - 1) {
            int channel = Integer.numberOfTrailingZeros(bits);
            double value = batch.value(channel, row);
            if (!Double.isNaN(value) && value != values[channel]) {
                values[channel] = value;
                replaced = true;
            }
        }
        if (replaced) {
            outcomes.updated(position);
        } else {
            outcomes.duplicate(position);
        }
    }

    /// The channels whose last value in these rows differs from the stored one, as a bit set.
    private int changingChannels(CommitGroup group, int from, int end) {
        int seen = 0;
        int changing = 0;
        for (int position = end - 1; position >= from; position--) {
            ColumnBatch batch = group.batch(position);
            int row = group.inBatch(position);
            for (int bits = batch.used() & ~seen; bits != 0; bits &= bits - 1) {
                int channel = Integer.numberOfTrailingZeros(bits);
                double value = batch.value(channel, row);
                if (!Double.isNaN(value)) {
                    seen |= 1 << channel;
                    changing |= value == values[channel] ? 0 : 1 << channel;
                }
            }
        }
        return changing;
    }

    /// Whether a value was added or changed. Values are never removed.
    private static boolean differ(double[] before, double[] now) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            if (!Double.isNaN(now[channel]) && now[channel] != before[channel]) {
                return true;
            }
        }
        return false;
    }
}
