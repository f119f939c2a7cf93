package io.liftline.ingest.sample;

import io.liftline.telemetry.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sample as decoded, before validation. One mutable instance is reused for all samples of a request.
public final class RawSample {

    private final double[] values = new double[Channel.ALL.size()];
    private int given;
    private int measured;
    private boolean wellIdGiven;
    private boolean timestampGiven;

    @Nullable
    public String wellId;

    /// The event time as text. It may be a view of a buffer, valid until the sample has been validated.
    @Nullable
    public CharSequence timestamp;

    /// The event time in microseconds since the epoch, or [io.liftline.telemetry.Timestamp#UNREADABLE].
    public long micros;

    @Nullable
    public Fault fault;

    /// Invalid values that are treated as not measured, because the request has `bad_values=null`.
    private List<Fault> passedOver = List.of();

    /// The first error of the sample.
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

    /// Sets the event time.
    ///
    /// @param epochMicros microseconds since the epoch, or [io.liftline.telemetry.Timestamp#UNREADABLE]
    /// @param text the time as text; null if the field is empty
    public void timestamp(long epochMicros, @Nullable CharSequence text) {
        onlyOnce(timestampGiven, SampleField.TIMESTAMP);
        timestampGiven = true;
        micros = epochMicros;
        timestamp = text;
    }

    /// Sets the value of a channel, in its canonical unit.
    public void measured(Channel channel, double value) {
        notMeasured(channel);
        int index = channel.ordinal();
        values[index] = value;
        measured |= 1 << index;
    }

    /// Notes that the channel is present without a value.
    public void notMeasured(Channel channel) {
        int bit = 1 << channel.ordinal();
        if ((given & bit) != 0) {
            onlyOnce(true, channel.column());
        }
        given |= bit;
    }

    /// Sets the error of the sample, unless it already has one.
    public void fault(RejectCode code, @Nullable String field, @Nullable String value, String detail) {
        if (fault == null) {
            fault = Fault.of(code, field, value, detail);
        }
    }

    /// Adds an invalid value that is treated as not measured.
    public void passOver(Fault badValue) {
        if (passedOver.isEmpty()) {
            passedOver = new ArrayList<>();
        }
        passedOver.add(badValue);
    }

    /// The invalid values that are treated as not measured.
    public List<Fault> passedOver() {
        return passedOver;
    }

    /// The channels with a value, as a bit set by ordinal.
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
