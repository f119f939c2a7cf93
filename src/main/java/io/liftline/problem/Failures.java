package io.liftline.problem;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Converts failures inside the service to problems. Details that are not for the client are only logged.
@Singleton
class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private final Instance<FailureTranslator> translators;

    Failures(Instance<FailureTranslator> translators) {
        this.translators = translators;
    }

    /// The problem for a failure. It is 500 if no translator handles it.
    ProblemException problem(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (failure instanceof HttpClosedException || failure instanceof StreamResetException) {
            LOG.debugf("The client has gone: reason=\"%s\"", failure.getMessage());
            return new ProblemException(ProblemCode.MALFORMED_REQUEST, "The connection was closed during the request");
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
