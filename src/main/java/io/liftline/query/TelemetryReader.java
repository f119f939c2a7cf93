package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Statement;
import io.liftline.query.series.SummarySql;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.ArchivedWells;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads ranges of samples.
@ApplicationScoped
class TelemetryReader {

    private final QueryDatabase database;
    private final ArchiveReader archive;

    TelemetryReader(QueryDatabase database, ArchiveReader archive) {
        this.database = database;
        this.archive = archive;
    }

    /// Reads the raw samples of a well that come first.
    ///
    /// @param stretch the part of the range of the query that is read
    /// @param limit maximum rows
    /// @param samples gets each sample when it arrives
    /// @return their number
    Uni<Integer> samples(SamplesQuery query, Stretch stretch, int limit, Consumer<Row> samples) {
        Tuple parameters = Tuple.of(
                query.well().id(),
                Timestamp.utc(stretch.range().from()),
                Timestamp.utc(stretch.range().to()),
                limit);
        Statement statement = new Statement(QuerySql.samples(query.columns(), query.order()), parameters);
        return stretch.archived()
                .map(part -> archive.with(
                        List.of(new ArchiveReader.Read(part, query.order().first(limit))),
                        new ArchivedWells.Named(List.of(query.well().id())),
                        query.columns().channels(),
                        rows -> each(statement.with(rows), samples)))
                .orElseGet(() -> each(statement, samples));
    }

    private Uni<Integer> each(Statement statement, Consumer<Row> samples) {
        return database.each(QuestionClass.LARGE, statement.text(), statement.parameters(), samples);
    }

    private Uni<RowSet<Row>> ask(Statement statement) {
        return database.ask(QuestionClass.LARGE, statement.text(), statement.parameters());
    }

    /// Per well that is permitted and has samples in the range: their number, and the average, minimum and
    /// maximum of each channel.
    ///
    /// @param segments the tables that the range is read from
    /// @param archived archived samples of these wells, for all raw segments
    Uni<RowSet<Row>> summary(
            WellScope scope, List<Segment> segments, String[] wells, List<Channel> channels, ArchivedRows archived) {
        return ask(SummarySql.of(channels, scope, Optional.of(wells), segments).with(archived));
    }

    /// The same without archived samples.
    Uni<RowSet<Row>> summary(WellScope scope, List<Segment> segments, String[] wells, List<Channel> channels) {
        return ask(SummarySql.of(channels, scope, Optional.of(wells), segments));
    }
}
