package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.database.Deadlines;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Runs the statements of queries, each with a deadline.
@ApplicationScoped
class QueryDatabase {

    private final Pool pool;
    private final Deadlines deadlines;

    QueryDatabase(Pool pool, Deadlines deadlines) {
        this.pool = pool;
        this.deadlines = deadlines;
    }

    /// Runs a statement on a connection that was acquired explicitly. If a statement is given to the pool
    /// itself and no connection is available, the client logs a stack trace (vertx-sql-client, issue 1706).
    Uni<RowSet<Row>> ask(String statement, Tuple parameters) {
        return pool.withConnection(
                        connection -> connection.preparedQuery(statement).execute(parameters))
                .ifNoItem()
                .after(deadlines.answer())
                .failWith(() -> new ProblemException(
                        ProblemCode.UNAVAILABLE,
                        "The database did not answer within "
                                + deadlines.answer().toSeconds() + " s"));
    }

    /// The two parameters of [WellScope#predicate], as `$1` and `$2`. The caller may add more.
    static Tuple parameters(WellScope scope) {
        return Tuple.tuple().addArrayOfString(scope.exactIds()).addArrayOfString(scope.prefixes());
    }
}
