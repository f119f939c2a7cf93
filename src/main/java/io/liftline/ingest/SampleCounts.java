package io.liftline.ingest;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.write.WriteCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/// The metric `liftline_ingest_samples_total`: samples by outcome, and rejected ones by code. Every sample of a
/// request is counted once, when its fate is known, whether or not the client still waits for the answer.
///
/// The number of series is bounded: the outcomes and [RejectCode] are enums. The outcomes exist from the start,
/// a code from its first sample.
final class SampleCounts {

    private static final String NO_CODE = "none";

    /// The code of valid samples of a request with `atomic=true` that another sample prevented.
    private static final String ATOMIC = "atomic";

    /// What became of samples.
    enum Outcome {
        INSERTED,
        UPDATED,
        DUPLICATE,
        CONFLICT,
        REJECTED,
        /// Not stored because the request failed, such as without a database. The client sends them again.
        FAILED
    }

    private final Meter.MeterProvider<Counter> samples;

    SampleCounts(MeterRegistry registry) {
        this.samples = Counter.builder("liftline.ingest.samples")
                .description("Samples by what became of them, and rejected ones by the code of their error")
                .withRegistry(registry);
        for (Outcome outcome : Outcome.values()) {
            add(outcome, NO_CODE, 0);
        }
    }

    /// Counts the samples of a request whose batch was written.
    void written(Rejections rejections, WriteCounts counts) {
        add(Outcome.INSERTED, NO_CODE, counts.inserted());
        add(Outcome.UPDATED, NO_CODE, counts.updated());
        add(Outcome.DUPLICATE, NO_CODE, counts.duplicates());
        add(Outcome.CONFLICT, NO_CODE, counts.conflicts());
        add(Outcome.REJECTED, code(RejectCode.CONSTRAINT), counts.rejected());
        rejected(rejections);
    }

    /// Counts the samples of a request whose batch could not be written.
    ///
    /// @param valid the samples of the batch
    void failed(Rejections rejections, int valid) {
        add(Outcome.FAILED, NO_CODE, valid);
        rejected(rejections);
    }

    /// Counts the samples of a request of which none is stored, because of the rejected ones.
    ///
    /// @param valid the samples that were not rejected themselves
    void refused(Rejections rejections, int valid) {
        add(Outcome.REJECTED, ATOMIC, valid);
        rejected(rejections);
    }

    private void rejected(Rejections rejections) {
        rejections.counts().forEach((code, count) -> add(Outcome.REJECTED, code(code), count));
    }

    private static String code(RejectCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }

    private void add(Outcome outcome, String code, int count) {
        if (count > 0 || code.equals(NO_CODE)) {
            samples.withTags("outcome", outcome.name().toLowerCase(Locale.ROOT), "code", code)
                    .increment(count);
        }
    }
}
