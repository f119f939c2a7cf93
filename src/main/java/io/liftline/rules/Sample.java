package io.liftline.rules;

import io.liftline.telemetry.Channel;
import java.util.Arrays;

/// A sample of one well.
///
/// @param at its event time, in microseconds since 1970-01-01T00:00:00Z
/// @param values the value of each channel by its ordinal; NaN if it was not measured
@SuppressWarnings("ArrayRecordComponent") // samples are never compared
record Sample(long at, double[] values) {

    /// The value of a channel; NaN if it was not measured.
    double value(Channel channel) {
        return values[channel.ordinal()];
    }

    /// Values of which none was measured.
    static double[] nothing() {
        double[] values = new double[Channel.ALL.size()];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
