package io.liftline.access.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.inject.Singleton;
import java.util.Locale;

/// The metric `liftline_unauthenticated_total` of credentials that are not valid, by [TokenRefusal].
@Startup
@Singleton
class RefusalMetrics {

    private final Meter.MeterProvider<Counter> refusals;

    RefusalMetrics(MeterRegistry registry) {
        this.refusals = Counter.builder("liftline.unauthenticated")
                .description("Requests answered with 401 by reason")
                .withRegistry(registry);
        for (TokenRefusal reason : TokenRefusal.values()) {
            of(reason);
        }
    }

    void count(AuthenticationFailedException failure) {
        of(TokenRefusal.of(failure)).increment();
    }

    private Counter of(TokenRefusal reason) {
        return refusals.withTag("reason", reason.name().toLowerCase(Locale.ROOT));
    }
}
