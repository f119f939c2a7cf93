package io.liftline.ingest.sample;

import io.liftline.telemetry.Channel;
import org.jspecify.annotations.Nullable;

/// What a decoder has read of one sample, nothing of it checked yet. One instance serves a whole request.
public final class RawSample {

    private final double[] values = new double[Channel.ALL.size()];
    private int given;
    private int measured;
    private boolean wellIdGiven;
    private boolean timestampGiven;

    @Nullable
    public String wellId;

    /// The event time as it was written; it may be a view of a buffer, good until the sample has been judged.
    @Nullable
    public CharSequence timestamp;

    /// Whether the text of the event time is still to be read.
    public Time time = Time.RFC_3339;

    /// The event time in microseconds since the epoch, where the decoder has read it.
    public long micros;

    @Nullable
    public Fault fault;

    /// Who reads an event time.
    public enum Time {
        RFC_3339,
        /// Read into [#micros] by the decoder; `timestamp` is the text of it.
        READ
    }

    /// The first thing that was wrong with the sample.
    public record Fault(
            RejectCode code,
            @Nullable String field,
            @Nullable String value,
            String detail) {}

    public void clear() {
        given = 0;
        measured = 0;
        wellIdGiven = false;
        timestampGiven = false;
        wellId = null;
        timestamp = null;
        time = Time.RFC_3339;
        fault = null;
    }

    public void wellId(@Nullable String text) {
        onlyOnce(wellIdGiven, SampleField.WELL_ID);
        wellIdGiven = true;
        wellId = text;
    }

    public void timestamp(@Nullable CharSequence text) {
        onlyOnce(timestampGiven, SampleField.TIMESTAMP);
        timestampGiven = true;
        timestamp = text;
    }

    /// An event time that the decoder has read.
    ///
    /// @param epochMicros microseconds since the epoch, or [Timestamp#UNREADABLE]
    /// @param text how it was written
    public void timestamp(long epochMicros, CharSequence text) {
        timestamp(text);
        time = Time.READ;
        micros = epochMicros;
    }

    /// A value in the channel's canonical unit.
    public void measured(Channel channel, double value) {
        notMeasured(channel);
        int index = channel.ordinal();
        values[index] = value;
        measured |= 1 << index;
    }

    /// The channel was named and left empty.
    public void notMeasured(Channel channel) {
        int bit = 1 << channel.ordinal();
        if ((given & bit) != 0) {
            onlyOnce(true, channel.column());
        }
        given |= bit;
    }

    /// Notes a fault; the first one stays.
    public void fault(RejectCode code, @Nullable String field, @Nullable String value, String detail) {
        if (fault == null) {
            fault = new Fault(code, RowError.clip(field), RowError.clip(value), detail);
        }
    }

    /// The channels measured, one bit each, by ordinal.
    public int measured() {
        return measured;
    }

    public boolean nothingMeasured() {
        return measured == 0;
    }

    public double value(int channel) {
        return values[channel];
    }

    private void onlyOnce(boolean already, String field) {
        if (already) {
            fault(RejectCode.MALFORMED, field, null, "the field is given twice");
        }
    }
}
