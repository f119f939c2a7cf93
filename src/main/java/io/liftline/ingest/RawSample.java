package io.liftline.ingest;

import io.liftline.telemetry.Channel;
import org.jspecify.annotations.Nullable;

/// What a decoder has read of one sample, nothing of it checked yet. One instance serves a whole request.
final class RawSample {

    private final double[] values = new double[Channel.ALL.size()];
    private int given;
    private int measured;
    private boolean wellIdGiven;
    private boolean timestampGiven;

    @Nullable
    String wellId;

    @Nullable
    String timestamp;

    @Nullable
    Fault fault;

    /// The first thing that was wrong with the sample.
    record Fault(
            RejectCode code,
            @Nullable String field,
            @Nullable String value,
            String detail) {}

    void clear() {
        given = 0;
        measured = 0;
        wellIdGiven = false;
        timestampGiven = false;
        wellId = null;
        timestamp = null;
        fault = null;
    }

    void wellId(@Nullable String text) {
        onlyOnce(wellIdGiven, SampleField.WELL_ID);
        wellIdGiven = true;
        wellId = text;
    }

    void timestamp(@Nullable String text) {
        onlyOnce(timestampGiven, SampleField.TIMESTAMP);
        timestampGiven = true;
        timestamp = text;
    }

    /// A value in the channel's canonical unit.
    void measured(Channel channel, double value) {
        notMeasured(channel);
        values[channel.ordinal()] = value;
        measured |= bit(channel);
    }

    /// The channel was named and left empty.
    void notMeasured(Channel channel) {
        onlyOnce((given & bit(channel)) != 0, channel.column());
        given |= bit(channel);
    }

    /// Notes a fault; the first one stays.
    void fault(RejectCode code, @Nullable String field, @Nullable String value, String detail) {
        if (fault == null) {
            fault = new Fault(code, RowError.clip(field), RowError.clip(value), detail);
        }
    }

    boolean isMeasured(Channel channel) {
        return (measured & bit(channel)) != 0;
    }

    boolean nothingMeasured() {
        return measured == 0;
    }

    double value(Channel channel) {
        return values[channel.ordinal()];
    }

    private void onlyOnce(boolean already, String field) {
        if (already) {
            fault(RejectCode.MALFORMED, field, null, "the field is given twice");
        }
    }

    private static int bit(Channel channel) {
        return 1 << channel.ordinal();
    }
}
