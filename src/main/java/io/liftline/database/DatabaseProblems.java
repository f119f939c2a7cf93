package io.liftline.database;

import io.liftline.problem.FailureTranslator;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Converts database failures to problems: 503 if a retry may succeed, or the answer that [SqlState] has for
/// the condition. It fires [DatabaseReadOnly] when a write was rejected as read-only.
@Singleton
class DatabaseProblems implements FailureTranslator {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);

    private final Event<DatabaseReadOnly> readOnly;
    private final AtMostEvery lines = new AtMostEvery(Duration.ofSeconds(1));
    private final AtomicInteger notLogged = new AtomicInteger();

    DatabaseProblems(Event<DatabaseReadOnly> readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public Optional<ProblemException> translate(Throwable failure) {
        if (DatabaseFailure.isReadOnly(failure)) {
            readOnly.fire(new DatabaseReadOnly());
        }
        Optional<ProblemException> problem = problem(failure);
        problem.ifPresent(answer -> log(answer, failure));
        return problem;
    }

    /// At most once a second, because during an outage every request fails.
    private void log(ProblemException answer, Throwable failure) {
        if (lines.mayHappen()) {
            LOG.warnf(
                    "Request failed in the database: status=%d reason=\"%s\" not_logged=%d",
                    answer.code().status(), failure, notLogged.getAndSet(0));
        } else {
            notLogged.incrementAndGet();
        }
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
