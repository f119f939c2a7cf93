package io.liftline.ingest.sample;

import io.liftline.telemetry.Channel;
import java.util.ArrayList;
import java.util.List;
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

    /// The event time in microseconds since the epoch, or [io.liftline.telemetry.Timestamp#UNREADABLE].
    public long micros;

    @Nullable
    public Fault fault;

    /// Bad values that were passed over, since the request says so.
    private List<Fault> passedOver = List.of();

    /// The first thing that was wrong with the sample.
    public record Fault(
            RejectCode code,
            @Nullable String field,
            @Nullable String value,
            String detail) {

        public static Fault of(RejectCode code, @Nullable String field, @Nullable String value, String detail) {
            return new Fault(code, RowError.clip(field), RowError.clip(value), detail);
        }
    }

    public void clear() {
        given = 0;
        measured = 0;
        wellIdGiven = false;
        timestampGiven = false;
        wellId = null;
        timestamp = null;
        fault = null;
        passedOver = List.of();
    }

    public void wellId(@Nullable String text) {
        onlyOnce(wellIdGiven, SampleField.WELL_ID);
        wellIdGiven = true;
        wellId = text;
    }

    /// The event time as the decoder has read it.
    ///
    /// @param epochMicros microseconds since the epoch, or [io.liftline.telemetry.Timestamp#UNREADABLE]
    /// @param text how it was written; null when it was left empty
    public void timestamp(long epochMicros, @Nullable CharSequence text) {
        onlyOnce(timestampGiven, SampleField.TIMESTAMP);
        timestampGiven = true;
        micros = epochMicros;
        timestamp = text;
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
            fault = Fault.of(code, field, value, detail);
        }
    }

    /// Notes a bad value that counts as not measured.
    public void passOver(Fault badValue) {
        if (passedOver.isEmpty()) {
            passedOver = new ArrayList<>();
        }
        passedOver.add(badValue);
    }

    /// The bad values that count as not measured.
    public List<Fault> passedOver() {
        return passedOver;
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
