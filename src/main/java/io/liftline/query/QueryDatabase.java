package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.access.WellScope;
import io.liftline.database.CancellableStatement;
import io.liftline.database.Statements;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Runs the statements of queries, each with a deadline, and with a limit for each class of them.
@ApplicationScoped
class QueryDatabase {

    /// Maximum time that a statement waits for its place.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Statements statements;
    private final CurrentCaller caller;
    private final Lane small;
    private final Lane large;
    private final Lane search;

    /// @param bulkhead the places of a class
    /// @param asked counts its statements
    private record Lane(Bulkhead bulkhead, Counter asked) {}

    QueryDatabase(
            Statements statements,
            CurrentCaller caller,
            Vertx vertx,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolSize) {
        this.statements = statements;
        this.caller = caller;
        this.small = lane(QuestionClass.SMALL, poolSize, vertx, metrics);
        this.large = lane(QuestionClass.LARGE, poolSize, vertx, metrics);
        this.search = lane(QuestionClass.SEARCH, poolSize, vertx, metrics);
    }

    private static Lane lane(QuestionClass cost, int poolSize, Vertx vertx, MeterRegistry metrics) {
        Bulkhead bulkhead = new Bulkhead(cost.atOnce(poolSize), PATIENCE, vertx);
        Gauge.builder("liftline.query.waiting", bulkhead::waiting)
                .description("Statements of queries that wait for a place, by class")
                .tag("class", cost.label())
                .register(metrics);
        return new Lane(
                bulkhead,
                Counter.builder("liftline.query.statements")
                        .description("Statements of queries, by class")
                        .tag("class", cost.label())
                        .register(metrics));
    }

    private Lane lane(QuestionClass cost) {
        return switch (cost) {
            case SMALL -> small;
            case LARGE -> large;
            case SEARCH -> search;
        };
    }

    /// Runs a statement that reads few rows of each well.
    Uni<RowSet<Row>> ask(String statement, Tuple parameters) {
        return ask(QuestionClass.SMALL, statement, parameters);
    }

    /// Runs a statement. It is cancelled in PostgreSQL if its client has gone.
    ///
    /// Fails with 503 if there is no place for a statement of this class in time.
    Uni<RowSet<Row>> ask(QuestionClass cost, String statement, Tuple parameters) {
        return Uni.createFrom().deferred(() -> {
            Lane lane = lane(cost);
            lane.asked().increment();
            return lane.bulkhead().run(caller.holder(), new Question(statements, statement, parameters));
        });
    }

    /// A statement that runs when it has a place.
    private static final class Question implements Bulkhead.Work<RowSet<Row>> {

        private final Statements statements;
        private final CancellableStatement<RowSet<Row>> statement;

        Question(Statements statements, String text, Tuple parameters) {
            this.statements = statements;
            this.statement = statements.cancellable(
                    connection -> connection.preparedQuery(text).execute(parameters));
        }

        @Override
        public Uni<RowSet<Row>> run() {
            return statements.inTime(statement.run());
        }

        @Override
        public void cancel() {
            statement.cancel();
        }
    }

    /// The two parameters of [WellScope#predicate], as `$1` and `$2`. The caller may add more.
    static Tuple parameters(WellScope scope) {
        return Tuple.tuple().addArrayOfString(scope.exactIds()).addArrayOfString(scope.prefixes());
    }
}
