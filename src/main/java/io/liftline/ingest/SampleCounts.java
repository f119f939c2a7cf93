package io.liftline.ingest;

import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.write.WriteCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The metric `liftline_ingest_samples_total`: samples by outcome, and rejected ones by code. Every sample of a
/// request is counted once, when its fate is known, whether or not the client still waits for the answer.
///
/// The number of series is bounded: the outcomes and [RejectCode] are enums. The outcomes exist from the start,
/// a code from its first sample. The counters are kept: looking one up in the registry costs more than counting.
final class SampleCounts {

    private static final String NO_CODE = "none";

    /// The code of valid samples of a request with `atomic=true` that another sample prevented.
    private static final String ATOMIC = "atomic";

    private static final String CONSTRAINT = lower(RejectCode.CONSTRAINT);

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
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();

    SampleCounts(MeterRegistry registry) {
        this.samples = Counter.builder("liftline.ingest.samples")
                .description("Samples by what became of them, and rejected ones by the code of their error")
                .withRegistry(registry);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, counter(outcome, NO_CODE));
        }
    }

    private Counter counter(Outcome outcome, String code) {
        return samples.withTags("outcome", lower(outcome), "code", code);
    }

    /// Counts the samples of a request whose batch was written.
    void written(Rejections rejections, WriteCounts counts) {
        add(Outcome.INSERTED, counts.inserted());
        add(Outcome.UPDATED, counts.updated());
        add(Outcome.DUPLICATE, counts.duplicates());
        add(Outcome.CONFLICT, counts.conflicts());
        reject(CONSTRAINT, counts.rejected());
        reject(rejections);
    }

    /// Counts the samples of a request whose batch could not be written.
    ///
    /// @param valid the samples of the batch
    void failed(Rejections rejections, int valid) {
        add(Outcome.FAILED, valid);
        reject(rejections);
    }

    /// Counts the samples of a request of which none is stored, because of the rejected ones.
    ///
    /// @param valid the samples that were not rejected themselves
    void refused(Rejections rejections, int valid) {
        reject(ATOMIC, valid);
        reject(rejections);
    }

    private void reject(Rejections rejections) {
        if (rejections.total() > 0) {
            rejections.counts().forEach((code, count) -> reject(lower(code), count));
        }
    }

    private void reject(String code, int count) {
        if (count > 0) {
            rejected.computeIfAbsent(code, each -> counter(Outcome.REJECTED, each))
                    .increment(count);
        }
    }

    private void add(Outcome outcome, int count) {
        if (count > 0) {
            Objects.requireNonNull(outcomes.get(outcome)).increment(count);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
