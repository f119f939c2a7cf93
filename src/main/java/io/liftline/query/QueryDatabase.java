package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Runs the statements of the questions, each within a deadline.
@ApplicationScoped
class QueryDatabase {

    /// Longer than any statement may take (`statement_timeout` in application.properties): reached only when
    /// the server does not answer at all.
    private static final Duration DEADLINE = Duration.ofSeconds(35);

    private final Pool pool;

    QueryDatabase(Pool pool) {
        this.pool = pool;
    }

    /// Runs a statement. Takes a connection first: a statement that the pool itself has to find one for logs
    /// a stack trace each time it finds none (vertx-sql-client, issue 1706).
    Uni<RowSet<Row>> ask(String statement, Tuple parameters) {
        return pool.withConnection(
                        connection -> connection.preparedQuery(statement).execute(parameters))
                .ifNoItem()
                .after(DEADLINE)
                .failWith(() -> new ProblemException(
                                ProblemCode.UNAVAILABLE,
                                "The database did not answer within " + DEADLINE.toSeconds() + " s")
                        .header("Retry-After", "5"));
    }

    /// The two parameters of [WellScope#predicate], as `$1` and `$2`; others may be added.
    static Tuple parameters(WellScope scope) {
        return Tuple.tuple().addArrayOfString(scope.exactIds()).addArrayOfString(scope.prefixes());
    }
}
