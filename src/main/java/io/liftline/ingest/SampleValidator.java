package io.liftline.ingest;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.liftline.telemetry.WellId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The one place where samples are checked: a decoder hands over each as it reads it, good ones go on into a
/// [ColumnBatch], bad ones into the list of errors. Behind it nobody checks a sample again.
///
/// One validator serves one request.
final class SampleValidator {

    static final int MAX_LISTED_ERRORS = 100;
    static final long OLDEST = Timestamp.micros(Instant.parse("2000-01-01T00:00:00Z"));

    private final DeclaredUnits units;
    private final Predicate<String> permitted;
    private final int maxSamples;
    private final long newest;
    private final Duration futureAllowance;

    private final RawSample scratch = new RawSample();
    private final ColumnBatch.Builder batch = new ColumnBatch.Builder();
    private final List<RowError> errors = new ArrayList<>();
    private int received;
    private int rejected;

    /// @param units the units that the request declares
    /// @param permitted whether the caller may write to the well of this id
    /// @param maxSamples how many samples a request may hold
    /// @param now the service's clock
    /// @param futureAllowance how far ahead of it an event time may be
    SampleValidator(
            DeclaredUnits units, Predicate<String> permitted, int maxSamples, Instant now, Duration futureAllowance) {
        this.units = units;
        this.permitted = permitted;
        this.maxSamples = maxSamples;
        this.newest = Timestamp.micros(now.plus(futureAllowance));
        this.futureAllowance = futureAllowance;
    }

    DeclaredUnits units() {
        return units;
    }

    /// A blank sample for the decoder to fill; the same object each time.
    ///
    /// @throws ProblemException 413 when the request holds more samples than allowed
    RawSample next() {
        if (received == maxSamples) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE,
                    "A request holds at most " + maxSamples + " samples; send the rest in another");
        }
        received++;
        scratch.clear();
        return scratch;
    }

    /// Takes a measured value in the unit the request declares for its channel.
    ///
    /// @param text the value as the client wrote it
    void measured(RawSample sample, Channel channel, double value, String text) {
        double canonical = units.canonical(channel, value);
        if (!Double.isFinite(value)) {
            sample.fault(RejectCode.NOT_A_NUMBER, channel.column(), text, "NaN and infinities are not accepted");
        } else if (!channel.plausible(canonical)) {
            sample.fault(RejectCode.OUT_OF_RANGE, channel.column(), text, plausibleRange(channel));
        }
        sample.measured(channel, canonical);
    }

    /// Judges the sample last given out.
    ///
    /// @param line the line of the body it began on, from 1; 0 when the format has no lines
    void end(RawSample sample, long line) {
        OptionalLong timestamp = OptionalLong.empty();
        if (sample.fault == null) {
            timestamp = judge(sample);
        }
        String wellId = sample.wellId;
        if (sample.fault == null && wellId != null && timestamp.isPresent()) {
            batch.add(wellId, timestamp.getAsLong(), sample);
        } else {
            reject(sample, line);
        }
    }

    int received() {
        return received;
    }

    int rejected() {
        return rejected;
    }

    /// How many samples are good, those included that a later one in the same request overtakes.
    int accepted() {
        return batch.rows();
    }

    List<RowError> errors() {
        return List.copyOf(errors);
    }

    boolean errorsTruncated() {
        return rejected > errors.size();
    }

    ColumnBatch batch(OnConflict onConflict) {
        return batch.build(onConflict);
    }

    private OptionalLong judge(RawSample sample) {
        judgeWell(sample, sample.wellId);
        OptionalLong timestamp = judgeTimestamp(sample, sample.timestamp);
        if (sample.nothingMeasured()) {
            sample.fault(RejectCode.NO_CHANNELS, null, null, "the sample has no value in any channel");
        }
        return timestamp;
    }

    private void judgeWell(RawSample sample, @Nullable String wellId) {
        if (wellId == null || wellId.isEmpty()) {
            sample.fault(RejectCode.MISSING_WELL_ID, SampleField.WELL_ID, null, "well_id is required");
        } else if (!WellId.isValid(wellId)) {
            sample.fault(
                    RejectCode.INVALID_WELL_ID,
                    SampleField.WELL_ID,
                    wellId,
                    "1 to " + WellId.MAX_LENGTH
                            + " letters, digits or . _ - : / # and inner spaces, the first a letter or digit");
        } else if (!permitted.test(wellId)) {
            sample.fault(RejectCode.FORBIDDEN_WELL, SampleField.WELL_ID, wellId, "the well is not among your grants");
        }
    }

    private OptionalLong judgeTimestamp(RawSample sample, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            sample.fault(RejectCode.MISSING_TIMESTAMP, SampleField.TIMESTAMP, null, "timestamp is required");
            return OptionalLong.empty();
        }
        OptionalLong timestamp = Timestamp.parse(text);
        if (timestamp.isEmpty()) {
            sample.fault(
                    RejectCode.INVALID_TIMESTAMP,
                    SampleField.TIMESTAMP,
                    text,
                    "RFC 3339 with an offset, such as 2025-11-20T06:00:00Z");
        } else if (timestamp.getAsLong() > newest) {
            sample.fault(
                    RejectCode.TIMESTAMP_IN_FUTURE,
                    SampleField.TIMESTAMP,
                    text,
                    "at most " + futureAllowance.toSeconds() + " s ahead of the service's clock");
        } else if (timestamp.getAsLong() < OLDEST) {
            sample.fault(
                    RejectCode.TIMESTAMP_TOO_OLD,
                    SampleField.TIMESTAMP,
                    text,
                    "not before " + Timestamp.format(OLDEST));
        }
        return timestamp;
    }

    private void reject(RawSample sample, long line) {
        rejected++;
        RawSample.Fault fault = sample.fault;
        if (fault != null && errors.size() < MAX_LISTED_ERRORS) {
            errors.add(new RowError(
                    received - 1,
                    line == 0 ? null : line,
                    RowError.clip(sample.wellId),
                    fault.code(),
                    fault.field(),
                    fault.value(),
                    fault.detail()));
        }
    }

    private static String plausibleRange(Channel channel) {
        return channel.column() + " must be " + plain(channel.low()) + " to " + plain(channel.high()) + " "
                + channel.unit().symbol();
    }

    private static String plain(double limit) {
        return Long.toString((long) limit);
    }
}
