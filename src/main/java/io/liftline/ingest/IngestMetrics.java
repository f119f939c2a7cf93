package io.liftline.ingest;

import io.liftline.ingest.sample.PassedOver;
import io.liftline.web.MemoryBudget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Metrics of ingest requests.
@Singleton
public class IngestMetrics implements PassedOver.Counts {

    private static final int MAX_NAMES = 100;
    private static final int MAX_NAME = 64;
    private static final String OTHER = "OTHER";

    private static final Duration[] LAGS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1)
    };

    private final SampleCounts samples;
    private final Timer eventLag;
    private final Counter refusals;
    private final MeterRegistry registry;
    private final Map<String, Counter> passedOver = new ConcurrentHashMap<>();

    IngestMetrics(MeterRegistry registry, MemoryBudget memory) {
        this.registry = registry;
        this.samples = new SampleCounts(registry);
        this.eventLag = Timer.builder("liftline.ingest.event.lag")
                .description(
                        "Age of the newest sample of a request when it was received; 0 if it is ahead of the clock")
                .serviceLevelObjectives(LAGS)
                .register(registry);
        this.refusals = Counter.builder("liftline.ingest.refusals")
                .description("Bodies rejected because the memory budget had no room for them or their samples")
                .register(registry);
        Gauge.builder("liftline.ingest.bytes.in.flight", memory::used)
                .description("The same as liftline_http_memory_used, under its earlier name")
                .register(registry);
    }

    /// The samples by outcome.
    SampleCounts samples() {
        return samples;
    }

    /// Records how old the newest sample of a request is.
    ///
    /// @param micros its age in microseconds; negative if it is ahead of the clock
    void lag(long micros) {
        eventLag.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
    }

    /// Counts a body that was rejected with 429.
    public void refused() {
        refusals.increment();
    }

    /// Counts ignored tags and fields of line protocol by name. After the first hundred names, further ones
    /// share one counter, which bounds the number of time series.
    @Override
    public void add(PassedOver what, String name, long times) {
        String kind = what.name().toLowerCase(Locale.ROOT);
        String clipped = name.substring(0, Math.min(name.length(), MAX_NAME));
        Counter known = passedOver.get(kind + " " + clipped);
        if (known == null) {
            String label = passedOver.size() < MAX_NAMES ? clipped : OTHER;
            known = passedOver.computeIfAbsent(kind + " " + label, _ -> counter(kind, label));
        }
        known.increment(times);
    }

    private Counter counter(String kind, String name) {
        return Counter.builder("liftline.ingest.passed.over")
                .description("Ignored tags and fields of line protocol, which do not belong to a sample")
                .tag("kind", kind)
                .tag("name", name)
                .register(registry);
    }
}
