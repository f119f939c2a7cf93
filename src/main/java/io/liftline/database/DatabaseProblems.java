package io.liftline.database;

import io.liftline.problem.FailureTranslator;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What a failure of the database is to the client: 503 while the same request may succeed later. Reports a
/// database that turned read-only.
@Singleton
class DatabaseProblems implements FailureTranslator {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);

    private final Event<DatabaseReadOnly> readOnly;

    DatabaseProblems(Event<DatabaseReadOnly> readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public Optional<ProblemException> translate(Throwable failure) {
        if (DatabaseFailure.isReadOnly(failure)) {
            readOnly.fire(new DatabaseReadOnly());
        }
        if (!DatabaseFailure.isPassing(failure)) {
            return Optional.empty();
        }
        LOG.warnf("Request failed: database not available, reason=%s", failure.toString());
        return Optional.of(new ProblemException(
                        ProblemCode.UNAVAILABLE, "The database cannot answer now; sending the request again is safe")
                .header("Retry-After", "2"));
    }
}
