package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.series.Statement;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.Selection;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds the newest samples by event time. It first searches from a lower bound on. Only if it finds nothing,
/// it searches all chunks; this happens if samples were deleted or the well is not in the table `well`
/// ([LatestSql] has the reason).
@ApplicationScoped
class LatestReader {

    private static final int REMEMBERED_WELLS = 10_000;

    /// By how much the lower bound lags behind the newest sample at most: it is written within seconds.
    private static final long LAG = Duration.ofDays(2).toNanos() / 1_000;

    private final QueryDatabase database;
    private final WellDirectory directory;
    private final ArchiveReader archive;
    private final LatestHints hints = new LatestHints(REMEMBERED_WELLS);

    LatestReader(QueryDatabase database, WellDirectory directory, ArchiveReader archive) {
        this.database = database;
        this.directory = directory;
        this.archive = archive;
    }

    /// The newest sample of a well. Fails with 404 if it has none.
    Uni<Answered<Row>> latest(PermittedWell well, SampleColumns columns, ArchiveUse use) {
        return bound(well)
                .chain(bound -> bound.isEmpty()
                        ? anywhere(well, columns).map(LatestReader::hot)
                        : since(well, columns, bound.getAsLong())
                                .chain(found -> found.isPresent()
                                        ? Uni.createFrom().item(hot(found))
                                        : anywhere(well, columns, bound.getAsLong(), use)))
                .map(found -> new Answered<>(found.value().orElseThrow(well::notFound), found.parts()))
                .invoke(found -> hints.seen(well.id(), SampleColumns.timestamp(found.value())));
    }

    private static Answered<Optional<Row>> hot(Optional<Row> found) {
        return new Answered<>(found, List.of());
    }

    /// The newest sample of a well that has none in the database from the bound on. The newest one may be in the
    /// archive: there, it is at the bound or soon after.
    private Uni<Answered<Optional<Row>>> anywhere(
            PermittedWell well, SampleColumns columns, long bound, ArchiveUse use) {
        List<TimeRange> range = List.of(new TimeRange(bound, bound + LAG));
        return archive.ask(
                use,
                range,
                parts -> archive.with(
                        ArchiveReader.Read.of(parts, new Selection.LastSamples()),
                        new ArchivedWells.Named(List.of(well.id())),
                        columns.channels(),
                        rows -> {
                            hints.forget(well.id());
                            Statement statement = new Statement(LatestSql.one(columns), Tuple.of(well.id())).with(rows);
                            return database.ask(statement.text(), statement.parameters())
                                    .map(LatestReader::first);
                        }));
    }

    private Uni<OptionalLong> bound(PermittedWell well) {
        OptionalLong hint = hints.of(well.id());
        return hint.isPresent()
                ? Uni.createFrom().item(hint)
                : directory
                        .find(well)
                        .map(found -> found.map(registered -> OptionalLong.of(registered.lastAt()))
                                .orElse(OptionalLong.empty()));
    }

    private Uni<Optional<Row>> since(PermittedWell well, SampleColumns columns, long bound) {
        return database.ask(LatestSql.oneSince(columns), Tuple.of(well.id(), Timestamp.utc(bound)))
                .map(LatestReader::first);
    }

    private Uni<Optional<Row>> anywhere(PermittedWell well, SampleColumns columns) {
        hints.forget(well.id());
        return database.ask(QuestionClass.SEARCH, LatestSql.one(columns), Tuple.of(well.id()))
                .map(LatestReader::first);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    /// The newest sample of each of these wells that is permitted and has samples, by well.
    Uni<Map<String, Row>> newest(WellScope scope, List<HintedWell> wells, SampleColumns columns) {
        return new NewestSamples(database, scope, columns).of(wells);
    }
}
