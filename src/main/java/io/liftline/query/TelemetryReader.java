package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.series.Source;
import io.liftline.query.series.SourcePlan;
import io.liftline.query.series.Statement;
import io.liftline.query.series.SummarySql;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
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
    private final SourceReader sources;

    TelemetryReader(QueryDatabase database, WellDirectory directory, SourceReader sources) {
        this.database = database;
        this.directory = directory;
        this.sources = sources;
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
        return database.ask(QuerySql.samples(query.columns(), query.order()), parameters)
                .chain(rows -> rows.size() > 0
                        ? Uni.createFrom().item(rows)
                        : directory.require(query.well()).replaceWith(rows));
    }

    /// The rows of a summary, and the tables they were read from.
    record Summary(RowSet<Row> rows, List<Source> sources) {}

    /// Per permitted well (or per named one that is permitted): the number of samples, and the average, minimum
    /// and maximum of each channel.
    Uni<Summary> summary(WellScope scope, TimeRange range, Optional<String[]> named, List<Channel> channels) {
        return sources.segments(range, Source.DAYS).chain(segments -> {
            Statement statement = SummarySql.of(channels, scope, named, segments);
            return database.ask(statement.text(), statement.parameters())
                    .map(rows -> new Summary(rows, SourcePlan.sources(segments)));
        });
    }
}
