package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.database.Deadlines;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Asks the database. Every answer is limited to the wells of a scope.
@ApplicationScoped
class TelemetryReader {

    private final Pool pool;
    private final Deadlines deadlines;

    TelemetryReader(Pool pool, Deadlines deadlines) {
        this.pool = pool;
        this.deadlines = deadlines;
    }

    /// Each permitted well with its first and last event time, by name.
    Uni<RowSet<Row>> wells(WellScope scope) {
        return ask(QuerySql.WELLS, tuple(scope));
    }

    /// The newest sample by event time of each permitted well, or of those named, by well.
    Uni<RowSet<Row>> latest(WellScope scope, Optional<String[]> named) {
        return named.map(wells -> ask(QuerySql.NAMED_LATEST, tuple(scope).addArrayOfString(wells)))
                .orElseGet(() -> ask(QuerySql.FLEET_LATEST, tuple(scope)));
    }

    /// The newest sample of a well by event time; fails with 404 when there is none or it is not permitted.
    Uni<Row> latest(WellScope scope, String wellId) {
        return ask(QuerySql.LATEST, tuple(scope).addString(known(wellId))).map(rows -> {
            if (!rows.iterator().hasNext()) {
                throw notFound(wellId);
            }
            return rows.iterator().next();
        });
    }

    /// One page of raw samples; fails with 404 when the well has no sample at all or is not permitted.
    ///
    /// @param limit at most so many rows
    Uni<RowSet<Row>> samples(WellScope scope, SamplesQuery query, int limit) {
        Tuple parameters = tuple(scope)
                .addString(known(query.wellId()))
                .addTemporal(Timestamp.utc(query.range().from()))
                .addTemporal(Timestamp.utc(query.range().to()))
                .addInteger(limit);
        return ask(QuerySql.samples(query.channels(), query.order()), parameters)
                .chain(rows -> rows.size() > 0
                        ? Uni.createFrom().item(rows)
                        : exists(scope, query.wellId()).replaceWith(rows));
    }

    /// Per permitted well (or those named) the count of samples and the channels' average, least and
    /// greatest value.
    Uni<RowSet<Row>> summary(WellScope scope, TimeRange range, Optional<String[]> named, List<Channel> channels) {
        return ask(
                QuerySql.summary(channels),
                tuple(scope)
                        .addTemporal(Timestamp.utc(range.from()))
                        .addTemporal(Timestamp.utc(range.to()))
                        .addArrayOfString(named.orElse(null)));
    }

    private Uni<Void> exists(WellScope scope, String wellId) {
        return ask(QuerySql.EXISTS, tuple(scope).addString(wellId)).map(rows -> {
            if (rows.size() == 0) {
                throw notFound(wellId);
            }
            return null;
        });
    }

    /// Takes a connection first: a statement that the pool itself has to find one for logs a stack trace
    /// each time it finds none (vertx-sql-client, issue 1706).
    private Uni<RowSet<Row>> ask(String statement, Tuple parameters) {
        return pool.withConnection(
                        connection -> connection.preparedQuery(statement).execute(parameters))
                .ifNoItem()
                .after(deadlines.answer())
                .failWith(() -> new ProblemException(
                        ProblemCode.UNAVAILABLE,
                        "The database did not answer within "
                                + deadlines.answer().toSeconds() + " s"));
    }

    /// The same name; a text that no stored well can have is not asked for.
    private static String known(String wellId) {
        if (!QueryParameter.canNameAWell(wellId)) {
            throw notFound(QueryParameter.clip(wellId));
        }
        return wellId;
    }

    private static Tuple tuple(WellScope scope) {
        return Tuple.tuple().addArrayOfString(scope.exactIds()).addArrayOfString(scope.prefixes());
    }

    private static ProblemException notFound(String wellId) {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no well '" + wellId + "' that you may see");
    }
}
