package io.liftline.database;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/// Runs the statements of questions. Each has a deadline, and is cancelled in PostgreSQL if its client has gone.
@ApplicationScoped
public class Statements {

    private final Pool pool;
    private final Deadlines deadlines;
    private final Vertx vertx;

    Statements(Pool pool, Deadlines deadlines, Vertx vertx) {
        this.pool = pool;
        this.deadlines = deadlines;
        this.vertx = vertx;
    }

    /// Runs a statement. It is cancelled when the subscription is. Fails with 503 if the database does not answer.
    public <T> Uni<T> ask(Function<SqlConnection, Uni<T>> statement) {
        return Uni.createFrom().emitter(emitter -> {
            CancellableStatement<T> asked = cancellable(statement);
            emitter.onTermination(asked::cancel);
            inTime(asked.run()).subscribe().with(emitter::complete, emitter::fail);
        });
    }

    /// A statement that its user cancels, and whose deadline its user sets by [#inTime].
    public <T> CancellableStatement<T> cancellable(Function<SqlConnection, Uni<T>> statement) {
        return new CancellableStatement<>(pool, statement);
    }

    /// Fails with 503 if the database does not answer within [Deadlines#answer()].
    public <T> Uni<T> inTime(Uni<T> answer) {
        return Uni.createFrom().emitter(emitter -> {
            long timer = vertx.setTimer(deadlines.answer().toMillis(), _ -> emitter.fail(late()));
            answer.subscribe()
                    .with(
                            item -> {
                                vertx.cancelTimer(timer);
                                emitter.complete(item);
                            },
                            failure -> {
                                vertx.cancelTimer(timer);
                                emitter.fail(failure);
                            });
        });
    }

    private ProblemException late() {
        return new ProblemException(
                ProblemCode.UNAVAILABLE,
                "The database did not answer within " + deadlines.answer().toSeconds() + " s");
    }
}
