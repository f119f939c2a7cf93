package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Statement;
import io.liftline.query.series.SummarySql;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

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
    ///
    /// @param segments the tables that the range is read from
    Uni<RowSet<Row>> summary(WellScope scope, List<Segment> segments, String[] wells, List<Channel> channels) {
        Statement statement = SummarySql.of(channels, scope, Optional.of(wells), segments);
        return database.ask(QuestionClass.LARGE, statement.text(), statement.parameters());
    }
}
