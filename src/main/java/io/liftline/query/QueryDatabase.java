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
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Runs the statements of queries, each with a deadline, and with a limit for each class of them.
@ApplicationScoped
class QueryDatabase {

    /// Maximum time that a statement waits for its place.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Statements database;
    private final QuestionSource source;
    private final CurrentCaller caller;
    private final OtherCallers others;
    private final Lane small;
    private final Lane large;
    private final Lane search;

    /// @param bulkhead the places of a class
    /// @param asked counts its statements
    private record Lane(Bulkhead bulkhead, Counter asked) {}

    QueryDatabase(
            Statements database,
            QuestionSource source,
            CurrentCaller caller,
            InstantSource clock,
            Vertx vertx,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolSize) {
        this.database = database;
        this.source = source;
        this.caller = caller;
        this.others = new OtherCallers(clock);
        this.small = lane(QuestionClass.SMALL, poolSize, vertx, metrics);
        this.large = lane(QuestionClass.LARGE, poolSize, vertx, metrics);
        this.search = lane(QuestionClass.SEARCH, poolSize, vertx, metrics);
    }

    private Lane lane(QuestionClass cost, int poolSize, Vertx vertx, MeterRegistry metrics) {
        Bulkhead bulkhead = new Bulkhead(cost.atOnce(poolSize), cost.ofCaller(poolSize), PATIENCE, rest(cost), vertx);
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

    /// While others ask, too, a caller rests after a large statement for as long as it took. So one caller with large
    /// questions without end leaves time to the questions of others; alone, it has no pause.
    private Bulkhead.Rest rest(QuestionClass cost) {
        return switch (cost) {
            case SMALL, SEARCH -> Bulkhead.Rest.NONE;
            case LARGE ->
                (caller, took) ->
                        others.thanThis(caller) ? Collections.min(List.of(took, LONGEST_REST)) : Duration.ZERO;
        };
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
            Function<SqlConnection, Uni<RowSet<Row>>> work =
                    connection -> connection.preparedQuery(statement).execute(parameters);
            return source.standby()
                    .map(standby -> at(standby, cost, work)
                            .onFailure(StandbyFailedException.class)
                            .recoverWithUni(() -> run(database, cost, work)))
                    .orElseGet(() -> run(database, cost, work));
        });
    }

    /// The same for a statement with many rows, which are not kept: each is given to `rows` when it arrives.
    /// Fails with [StandbyFailedException] if the rows must be read again, from the first one on.
    ///
    /// @return the number of rows
    Uni<Integer> each(QuestionClass cost, String statement, Tuple parameters, Consumer<Row> rows) {
        return Uni.createFrom().deferred(() -> {
            Function<SqlConnection, Uni<Integer>> work =
                    connection -> Rows.each(connection, statement, parameters, rows);
            return source.standby().map(standby -> at(standby, cost, work)).orElseGet(() -> run(database, cost, work));
        });
    }

    private <T> Uni<T> at(Statements standby, QuestionClass cost, Function<SqlConnection, Uni<T>> statement) {
        return run(standby, cost, statement)
                .onFailure(QuestionSource::isOfStandby)
                .transform(source::failed);
    }

    private <T> Uni<T> run(Statements server, QuestionClass cost, Function<SqlConnection, Uni<T>> statement) {
        Lane lane = lane(cost);
        lane.asked().increment();
        String holder = caller.holder();
        others.ask(holder);
        return lane.bulkhead().run(holder, new Question<>(server, statement));
    }

    /// A statement that runs when it has a place.
    private static final class Question<T> implements Bulkhead.Work<T> {

        private final Statements statements;
        private final CancellableStatement<T> statement;

        Question(Statements statements, Function<SqlConnection, Uni<T>> statement) {
            this.statements = statements;
            this.statement = statements.cancellable(statement);
        }

        @Override
        public Uni<T> run() {
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
