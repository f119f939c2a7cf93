package io.liftline.problem;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// What a failure inside the service is to the client. What is not meant for the client goes to the log only.
@Singleton
class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private final Instance<FailureTranslator> translators;

    Failures(Instance<FailureTranslator> translators) {
        this.translators = translators;
    }

    /// The problem that describes the failure; 500 when no translator knows it.
    ProblemException problem(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        return translators.stream()
                .flatMap(translator -> translator.translate(failure).stream())
                .findFirst()
                .orElseGet(() -> {
                    LOG.error("Request failed unexpectedly", failure);
                    return new ProblemException(ProblemCode.INTERNAL, "The failure has been logged");
                });
    }
}
