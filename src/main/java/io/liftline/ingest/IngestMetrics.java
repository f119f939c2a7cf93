package io.liftline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// Metrics of the requests that bring samples in.
@Singleton
public class IngestMetrics {

    private final Counter refusals;

    IngestMetrics(MeterRegistry registry, BytesInFlight bytesInFlight) {
        this.refusals = Counter.builder("liftline.ingest.refusals")
                .description("Bodies refused because too many bytes were in flight")
                .register(registry);
        Gauge.builder("liftline.ingest.bytes.in.flight", bytesInFlight::now)
                .description("Bytes that requests hold at the moment")
                .register(registry);
    }

    /// Counts a body that was refused with 429.
    public void refused() {
        refusals.increment();
    }
}
