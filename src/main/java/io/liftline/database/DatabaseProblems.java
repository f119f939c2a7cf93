package io.liftline.database;

import io.liftline.problem.FailureTranslator;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Converts database failures to problems: 503 if a retry may succeed, or the answer that [SqlState] has for
/// the condition. It fires [DatabaseReadOnly] when a write was rejected as read-only.
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
        Optional<ProblemException> problem = problem(failure);
        problem.ifPresent(answer -> LOG.warnf(
                "Request failed in the database: status=%d reason=\"%s\"",
                answer.code().status(), failure));
        return problem;
    }

    static Optional<ProblemException> problem(Throwable failure) {
        return DatabaseFailure.kind(failure).flatMap(kind -> switch (kind) {
            case GONE, NOT_NOW ->
                Optional.of(new ProblemException(
                        ProblemCode.UNAVAILABLE, "The database cannot answer now; sending the request again is safe"));
            case REFUSED -> DatabaseFailure.state(failure).answer().map(SqlState.Answer::problem);
        });
    }
}
