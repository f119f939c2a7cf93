package io.liftline.problem;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// What a failure inside the service is to the client. What is not meant for the client goes to the log only.
@Singleton
class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private final Event<WriteRefused> writeRefused;

    Failures(Event<WriteRefused> writeRefused) {
        this.writeRefused = writeRefused;
    }

    /// The problem that tells of it; reports a database that turned read-only to whoever can mend that.
    ProblemException problem(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        if (DatabaseFailure.isReadOnly(failure)) {
            writeRefused.fire(new WriteRefused());
        }
        if (DatabaseFailure.isPassing(failure)) {
            LOG.warnf("Request failed: database not available, reason=%s", failure.toString());
            return new ProblemException(
                            ProblemCode.UNAVAILABLE,
                            "The database cannot answer now; sending the request again is safe")
                    .header("Retry-After", "2");
        }
        LOG.error("Request failed unexpectedly", failure);
        return new ProblemException(ProblemCode.INTERNAL, "The failure has been logged");
    }
}
