package io.liftline.service;

import io.liftline.schema.ForeignPolicies;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The metric `liftline_foreign_policies`: the number of TimescaleDB policies (compression, retention) that
/// other programs or operators have set on the service's tables. Such a retention policy deletes acknowledged
/// samples, so each policy is logged as a warning at start.
@Singleton
class PolicyMetric {

    private static final Logger LOG = Logger.getLogger(PolicyMetric.class);

    private final ForeignPolicies policies;
    private final AtomicInteger count = new AtomicInteger();

    PolicyMetric(ForeignPolicies policies, MeterRegistry metrics) {
        this.policies = policies;
        Gauge.builder("liftline.foreign.policies", count, AtomicInteger::get)
                .description("Policies on Liftline's tables that somebody else has set")
                .register(metrics);
    }

    /// Logs a warning for each policy, and sets the metric to their number.
    Uni<Void> look() {
        return policies.lines()
                .invoke(lines -> {
                    lines.forEach(line -> LOG.warnf("A policy that is not Liftline's works on its tables: %s", line));
                    count.set(lines.size());
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Policies could not be read: reason=\"%s\"", failure.getMessage());
                    return List.of();
                })
                .replaceWithVoid();
    }
}
