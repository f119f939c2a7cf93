package io.liftline.access.login;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Locale;

/// The metric `liftline_logins_total`: logins by outcome.
@Startup
@Singleton
class LoginMetrics {

    private final Meter.MeterProvider<Counter> logins;

    private enum Outcome {
        GRANTED,
        /// The username or the password is wrong.
        REFUSED,
        /// Too many failed before, or too many are in progress.
        THROTTLED,
        /// The service could not check it.
        FAILED
    }

    LoginMetrics(MeterRegistry registry) {
        this.logins = Counter.builder("liftline.logins")
                .description("Logins with a username and a password, by outcome")
                .withRegistry(registry);
        for (Outcome outcome : Outcome.values()) {
            of(outcome);
        }
    }

    void granted() {
        of(Outcome.GRANTED).increment();
    }

    void refused(Throwable failure) {
        of(failure instanceof ProblemException problem ? outcome(problem.code()) : Outcome.FAILED)
                .increment();
    }

    private static Outcome outcome(ProblemCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> Outcome.REFUSED;
            case TOO_MANY_REQUESTS -> Outcome.THROTTLED;
            default -> Outcome.FAILED;
        };
    }

    private Counter of(Outcome outcome) {
        return logins.withTag("outcome", outcome.name().toLowerCase(Locale.ROOT));
    }
}
