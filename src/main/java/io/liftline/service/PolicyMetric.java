package io.liftline.service;

import io.liftline.schema.ForeignPolicies;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The metric `liftline_foreign_policies`: how many policies of TimescaleDB (compression, retention) others
/// have set on the service's tables. A retention policy of others deletes samples that were acknowledged, so
/// each is a warning at start.
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

    /// Looks for policies, warns of each, and counts them.
    Uni<Void> look() {
        return policies.lines()
                .invoke(lines -> {
                    lines.forEach(line -> LOG.warnf("A policy that is not Liftline's works on its tables: %s", line));
                    count.set(lines.size());
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("Policies could not be read: reason=\"%s\"", failure.getMessage()))
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }
}
