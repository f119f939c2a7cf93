package io.liftline.query.series;

import java.util.Arrays;

/// The measured values of one channel, in order of time.
public final class SampleList {

    private long[] times = new long[64];
    private double[] values = new double[64];
    private int size;

    /// Adds a value.
    ///
    /// @param time in microseconds since 1970-01-01T00:00:00Z, after the one before
    public void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size++] = value;
    }

    /// Adds the values of another list, which are all later.
    public void addAll(SampleList later) {
        for (int index = 0; index < later.size; index++) {
            add(later.times[index], later.values[index]);
        }
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }
}
