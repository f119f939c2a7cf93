package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;

/// The values that some stored rows are to have from now on.
final class ChangedRows {

    private final int[] channels;
    private final int[] keys;
    private final double[] values;
    private int size;

    /// @param capacity how many rows at most
    ChangedRows(CommitGroup group, int capacity) {
        this.channels = group.channels().stream().mapToInt(Channel::ordinal).toArray();
        this.keys = new int[capacity];
        this.values = new double[capacity * channels.length];
    }

    void add(int key, StoredRow row) {
        int at = size * channels.length;
        for (int channel : channels) {
            values[at++] = row.value(channel);
        }
        keys[size++] = key;
    }

    int size() {
        return size;
    }

    /// The key of the row of this number.
    int key(int number) {
        return keys[number];
    }

    /// Sets `into` to the values of the row of this number.
    void read(int number, StoredRow into) {
        into.present();
        int at = number * channels.length;
        for (int channel : channels) {
            into.value(channel, values[at++]);
        }
    }
}
