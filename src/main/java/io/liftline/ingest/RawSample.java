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

    /// The event time as it was written; it may be a view of a buffer, good until the sample has been judged.
    @Nullable
    CharSequence timestamp;

    /// What the text of an event time means.
    Time time = Time.RFC_3339;

    /// The event time in microseconds since the epoch, where the format gives it as a number.
    long micros;

    @Nullable
    Fault fault;

    /// How an event time is written.
    enum Time {
        RFC_3339,
        /// As a count since the epoch, read into [#micros]; `timestamp` is the text of it.
        EPOCH
    }

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
        time = Time.RFC_3339;
        fault = null;
    }

    void wellId(@Nullable String text) {
        onlyOnce(wellIdGiven, SampleField.WELL_ID);
        wellIdGiven = true;
        wellId = text;
    }

    void timestamp(@Nullable CharSequence text) {
        onlyOnce(timestampGiven, SampleField.TIMESTAMP);
        timestampGiven = true;
        timestamp = text;
    }

    /// An event time that came as a number.
    ///
    /// @param epochMicros microseconds since the epoch
    /// @param text how it was written
    void timestamp(long epochMicros, CharSequence text) {
        timestamp(text);
        time = Time.EPOCH;
        micros = epochMicros;
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

    boolean isMeasured(int channel) {
        return (measured & 1 << channel) != 0;
    }

    /// The channels measured, one bit each, by ordinal.
    int measured() {
        return measured;
    }

    boolean nothingMeasured() {
        return measured == 0;
    }

    double value(int channel) {
        return values[channel];
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
