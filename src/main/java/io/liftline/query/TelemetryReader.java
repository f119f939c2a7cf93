package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// Reads ranges of samples.
@ApplicationScoped
class TelemetryReader {

    private final QueryDatabase database;
    private final WellDirectory directory;

    TelemetryReader(QueryDatabase database, WellDirectory directory) {
        this.database = database;
        this.directory = directory;
    }

    /// One page of raw samples of a well. Fails with 404 if the well does not exist.
    ///
    /// @param limit maximum rows
    Uni<RowSet<Row>> samples(SamplesQuery query, int limit) {
        Tuple parameters = Tuple.of(
                query.well().id(),
                Timestamp.utc(query.range().from()),
                Timestamp.utc(query.range().to()),
                limit);
        return database.ask(QuestionClass.LARGE, QuerySql.samples(query.columns(), query.order()), parameters)
                .chain(rows -> rows.size() > 0
                        ? Uni.createFrom().item(rows)
                        : directory.require(query.well()).replaceWith(rows));
    }

    /// Per well that is permitted and has samples in the range: their number, and the average, minimum and
    /// maximum of each channel.
    Uni<RowSet<Row>> summary(WellScope scope, TimeRange range, String[] wells, SummaryColumns columns) {
        return database.ask(
                QuestionClass.LARGE,
                QuerySql.summary(columns),
                QueryDatabase.parameters(scope)
                        .addTemporal(Timestamp.utc(range.from()))
                        .addTemporal(Timestamp.utc(range.to()))
                        .addArrayOfString(wells));
    }
}
