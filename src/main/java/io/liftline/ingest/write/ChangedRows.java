package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;

/// New values for some stored rows.
final class ChangedRows {

    private final int[] channels;
    private final int[] keys;
    private final double[] values;
    private int size;

    /// @param capacity maximum number of rows
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

    /// The key of a row.
    int key(int number) {
        return keys[number];
    }

    /// Copies the values of a row into `into`.
    void read(int number, StoredRow into) {
        into.present();
        int at = number * channels.length;
        for (int channel : channels) {
            into.value(channel, values[at++]);
        }
    }
}
