package io.liftline.ingest;

import io.liftline.ingest.sample.NotMeasured;
import io.liftline.ingest.sample.PassedOver;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.ingest.write.ColumnBatch;
import io.liftline.ingest.write.ColumnPool;
import io.liftline.ingest.write.OnConflict;
import io.liftline.ingest.write.RefusedRows;
import io.liftline.ingest.write.Retention;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.liftline.telemetry.WellId;
import io.liftline.web.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Validates the samples of one request; no other code does. A decoder passes each sample as soon as it is
/// read. Valid samples are added to a [ColumnBatch], invalid ones to the list of errors.
///
/// One instance serves one request.
public final class SampleValidator implements SampleSink {

    private final ReadingRules rules;
    private final DeclaredUnits units;
    private final NotMeasured notMeasured;
    private final Predicate<String> permitted;
    private final int maxSamples;
    private final long now;
    private final AcceptedTimes acceptedTimes;
    private final RawSample scratch = new RawSample();
    private final WellNames wellNames;
    private final PassedOver.Counts passedOver;
    private final ColumnBatch.Builder batch;
    private final RowErrors errors = new RowErrors();
    private final Rejections rejections = new Rejections();
    private int received;

    /// State that all validators share.
    ///
    /// @param wellNames cache of well ids
    /// @param columns pool of column arrays
    /// @param passedOver counters of ignored tags and fields
    /// @param retention how long the database keeps samples
    public record Shared(
            WellNames wellNames, ColumnPool columns, PassedOver.Counts passedOver, Supplier<Retention> retention) {}

    /// @param shared state that all requests share
    /// @param charge the memory of the samples
    /// @param rules how the request declares its values
    /// @param permitted whether the caller may write to the well with this id
    /// @param maxSamples maximum samples of a request
    /// @param now current time of the service
    /// @param futureAllowance how far an event time may be ahead of `now`
    public SampleValidator(
            Shared shared,
            MemoryBudget.Charge charge,
            ReadingRules rules,
            Predicate<String> permitted,
            int maxSamples,
            Instant now,
            Duration futureAllowance) {
        this.wellNames = shared.wellNames();
        this.passedOver = shared.passedOver();
        this.batch = new ColumnBatch.Builder(shared.columns(), charge);
        this.rules = rules;
        this.units = rules.units();
        this.notMeasured = rules.notMeasured();
        this.permitted = permitted;
        this.maxSamples = maxSamples;
        this.now = Timestamp.micros(now);
        this.acceptedTimes =
                new AcceptedTimes(now, futureAllowance, shared.retention().get());
    }

    @Override
    public void declareUnit(String channel, String unit) {
        units.declare(channel, unit);
    }

    @Override
    public String wellName(byte[] buffer, int from, int to) {
        return wellNames.of(buffer, from, to);
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public RawSample next() {
        if (received == maxSamples) {
            throw new ProblemException(
                    ProblemCode.TOO_LARGE,
                    "A request holds at most " + maxSamples + " samples; send the rest in another");
        }
        received++;
        scratch.clear();
        return scratch;
    }

    @Override
    public void passedOver(PassedOver what, String name, long times) {
        passedOver.add(what, name, times);
    }

    @Override
    public TimeFormat times() {
        return rules.times();
    }

    @Override
    public boolean isPlausible(Channel channel, double value) {
        return channel.plausible(units.canonical(channel, value));
    }

    @Override
    public void measured(RawSample sample, Channel channel, double value, CharSequence text) {
        double canonical = units.canonical(channel, value);
        if (notMeasured.isDeclared(value)) {
            sample.notMeasured(channel);
        } else if (channel.plausible(canonical)) {
            sample.measured(channel, canonical);
        } else {
            implausible(sample, channel, value, text.toString());
        }
    }

    @Override
    public void measured(RawSample sample, Channel channel, double value, byte[] buffer, int from, int to) {
        double canonical = units.canonical(channel, value);
        if (notMeasured.isDeclared(value)) {
            sample.notMeasured(channel);
        } else if (channel.plausible(canonical)) {
            sample.measured(channel, canonical);
        } else {
            implausible(sample, channel, value, new String(buffer, from, to - from, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void notANumber(RawSample sample, Channel channel, @Nullable String text, String detail) {
        if (text != null && notMeasured.isDeclared(text)) {
            sample.notMeasured(channel);
        } else {
            badValue(sample, channel, RejectCode.NOT_A_NUMBER, text, detail + adviceFor(text));
        }
    }

    /// Advice for a text without digits. It is computed only while errors are still listed.
    private String adviceFor(@Nullable String text) {
        boolean word = text != null && !text.isBlank() && text.chars().noneMatch(Character::isDigit);
        return word && !errors.isFull() ? "; if it means not measured, declare null=" + RowError.clip(text) : "";
    }

    private void implausible(RawSample sample, Channel channel, double value, String text) {
        if (Double.isFinite(value)) {
            badValue(sample, channel, RejectCode.OUT_OF_RANGE, text, plausibleRange(channel));
        } else {
            notANumber(sample, channel, text, "NaN and infinities are not accepted");
        }
    }

    private void badValue(RawSample sample, Channel channel, RejectCode code, @Nullable String text, String detail) {
        sample.notMeasured(channel);
        switch (rules.badValues()) {
            case REJECT -> sample.fault(code, channel.column(), text, detail);
            case NULL -> sample.passOver(RawSample.Fault.of(code, channel.column(), text, detail));
        }
    }

    @Override
    public void end(RawSample sample, long line) {
        long timestamp = sample.fault == null ? judge(sample) : 0;
        String wellId = sample.wellId;
        if (sample.fault == null && wellId != null) {
            batch.add(wellId, timestamp, sample, received - 1, line);
            if (!sample.passedOver().isEmpty()) { // the lambda below allocates an object
                sample.passedOver().forEach(badValue -> errors.add(received - 1, line, wellId, badValue));
            }
        } else {
            reject(sample, line);
        }
    }

    public int received() {
        return received;
    }

    public int rejected() {
        return rejections.total();
    }

    /// The rejected samples by reason.
    Rejections rejections() {
        return rejections;
    }

    /// The number of valid samples.
    public int accepted() {
        return received - rejections.total();
    }

    public List<RowError> errors() {
        return errors.listed();
    }

    /// The number of errors of all samples, including those that are not listed.
    public int faults() {
        return errors.count();
    }

    /// The batch of valid samples.
    ///
    /// @param onConflict how samples are stored whose (well, timestamp) is stored already
    public ColumnBatch batch(OnConflict onConflict) {
        return batch.build(onConflict, RefusedRows.REJECTED);
    }

    /// The good samples of a request that is to be kept whole or not at all.
    ///
    /// @param onConflict what happens to those that are stored already
    public ColumnBatch indivisibleBatch(OnConflict onConflict) {
        return batch.build(onConflict, RefusedRows.FAIL_THE_BATCH);
    }

    private long judge(RawSample sample) {
        judgeWell(sample, sample.wellId);
        long timestamp = acceptedTimes.judge(sample, rules.times());
        if (sample.nothingMeasured() && !sample.passedOver().isEmpty()) {
            sample.fault = sample.fault == null ? sample.passedOver().getFirst() : sample.fault;
        } else if (sample.nothingMeasured()) {
            sample.fault(RejectCode.NO_CHANNELS, null, null, "the sample has no value in any channel");
        }
        return timestamp;
    }

    private void judgeWell(RawSample sample, @Nullable String wellId) {
        if (wellId == null || wellId.isEmpty()) {
            sample.fault(RejectCode.MISSING_WELL_ID, SampleField.WELL_ID, null, "well_id is required");
        } else if (!wellNames.isKnown(wellId) && !WellId.isValid(wellId)) {
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

    private void reject(RawSample sample, long line) {
        if (sample.fault != null) {
            rejections.add(sample.fault.code());
            errors.add(received - 1, line, sample.wellId, sample.fault);
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
