package io.liftline.rules;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Metrics of the rules. Every replica has the lag; findings are counted by the one that opens them.
@Singleton
class RulesMetrics {

    private final AtomicReference<@Nullable Instant> evaluatedUntil = new AtomicReference<>();
    private final Map<String, Counter> opened;
    private final Counter failures;
    private final InstantSource clock;

    RulesMetrics(MeterRegistry registry, RuleCatalogue catalogue, InstantSource clock) {
        this.clock = clock;
        this.opened = catalogue
                .ids()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        id -> Counter.builder("liftline.rules.findings.opened")
                                .description("Findings that were opened, by rule")
                                .tag("rule", id)
                                .register(registry)));
        Gauge.builder("liftline.rules.lag", this, RulesMetrics::lagSeconds)
                .baseUnit("seconds")
                .description(
                        "Age of the newest event time up to which all samples were evaluated, less than a minute if"
                                + " all is well; NaN before the first run")
                .register(registry);
        this.failures = Counter.builder("liftline.rules.failures")
                .description("Runs that could not evaluate the samples")
                .register(registry);
    }

    void opened(Rule rule) {
        Objects.requireNonNull(opened.get(rule.id()), rule.id()).increment();
    }

    void progress(Optional<Instant> until) {
        until.ifPresent(evaluatedUntil::set);
    }

    void failed() {
        failures.increment();
    }

    private double lagSeconds() {
        Instant until = evaluatedUntil.get();
        return until == null
                ? Double.NaN
                : Duration.between(until, clock.instant()).toMillis() / 1_000.0;
    }
}
