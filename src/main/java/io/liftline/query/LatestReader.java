package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.series.Statement;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedRows;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.NewestDropped;
import io.liftline.query.source.Selection;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds the newest samples by event time. It first searches from a lower bound on ([LatestSql] has the reason), then
/// among the dropped ones. If it finds nothing, because samples were deleted or the well is not in the table `well`, it
/// searches the whole time ([WellSearch]).
@ApplicationScoped
class LatestReader {

    private static final int REMEMBERED_WELLS = 10_000;

    /// By how much the lower bound lags behind the newest sample at most: it is written within seconds.
    private static final long LAG = Duration.ofDays(2).toNanos() / 1_000;

    /// A well whose newest sample is older than this is silent, and that sample may have been dropped.
    private static final Duration SILENCE = Duration.ofHours(1);

    /// The columns of the newest sample of a well.
    private static final SampleColumns COLUMNS = SampleColumns.ALL;

    private static final String SINCE = LatestSql.oneSince(COLUMNS);

    private static final List<String> HOT = Sources.of(List.of());

    private final QueryDatabase database;
    private final WellDirectory directory;
    private final ArchiveReader archive;
    private final WellSearch search;
    private final InstantSource clock;
    private final LatestHints hints = new LatestHints(REMEMBERED_WELLS);

    LatestReader(
            QueryDatabase database,
            WellDirectory directory,
            ArchiveReader archive,
            WellSearch search,
            InstantSource clock) {
        this.database = database;
        this.directory = directory;
        this.archive = archive;
        this.search = search;
        this.clock = clock;
    }

    /// A newest sample.
    ///
    /// @param sources where it was read
    record Newest(Row row, List<String> sources) {}

    /// The newest sample of a well. Fails with 404 if it has none.
    Uni<Newest> latest(PermittedWell well, ArchiveUse use) {
        OptionalLong hint = hints.of(well.id());
        return hint.isPresent()
                ? from(well, hint.getAsLong(), use)
                : directory
                        .find(well)
                        .chain(found -> found.map(registered -> from(well, registered.lastAt(), use))
                                .orElseGet(() -> search.newest(well, COLUMNS)
                                        .map(row -> seen(well, row.map(LatestReader::hot)))));
    }

    /// Most wells are not silent, and this has one stage for them: each stage of a [Uni] captures and restores the
    /// context of the request.
    private Uni<Newest> from(PermittedWell well, long bound, ArchiveUse use) {
        return database.ask(SINCE, Tuple.of(well.id(), Timestamp.utc(bound))).chain(rows -> {
            Optional<Newest> found = first(rows).map(LatestReader::hot);
            return isRecent(found)
                    ? item(seen(well, found))
                    : dropped(well, use)
                            .map(dropped -> dropped.or(() -> found))
                            .chain(newest -> newest.isPresent() ? item(newest) : anywhere(well, bound, use))
                            .map(newest -> seen(well, newest));
        });
    }

    private Newest seen(PermittedWell well, Optional<Newest> found) {
        Newest newest = found.orElseThrow(well::notFound);
        hints.seen(well.id(), SampleColumns.timestamp(newest.row()));
        return newest;
    }

    private boolean isRecent(Optional<Newest> found) {
        return found.isPresent() && SampleColumns.timestamp(found.get().row()) >= silentBefore();
    }

    private long silentBefore() {
        return Timestamp.micros(clock.instant().minus(SILENCE));
    }

    private static <T> Uni<T> item(T value) {
        return Uni.createFrom().item(value);
    }

    private static Newest hot(Row row) {
        return new Newest(row, HOT);
    }

    /// The newest sample of a well that has dropped ones. It is at the newest dropped one, or later.
    private Uni<Optional<Newest>> dropped(PermittedWell well, ArchiveUse use) {
        if (use == ArchiveUse.LEAVE_OUT) {
            return item(Optional.empty());
        }
        return database.ask(NewestDropped.TIME, Tuple.of(well.id()))
                .map(LatestReader::first)
                .chain(time -> time.isEmpty() ? item(Optional.empty()) : dropped(well, micros(time.get())));
    }

    private Uni<Optional<Newest>> dropped(PermittedWell well, long time) {
        return database.ask(LatestSql.oneWithDropped(COLUMNS), Tuple.of(well.id(), Timestamp.utc(time)))
                .map(LatestReader::first)
                .map(found -> found.map(
                        row -> new Newest(row, SampleColumns.timestamp(row) > time ? HOT : Sources.withArchive())));
    }

    private static long micros(Row row) {
        return Timestamp.micros(row.getOffsetDateTime("timestamp").toInstant());
    }

    /// The newest sample of a well that has none in the database from the bound on. The newest one may be in an object
    /// that an earlier version has dropped, which kept no newest samples: there, it is at the bound or soon after.
    private Uni<Optional<Newest>> anywhere(PermittedWell well, long bound, ArchiveUse use) {
        List<TimeRange> range = List.of(new TimeRange(bound, bound + LAG));
        return archive.ask(
                        use,
                        range,
                        parts -> archive.with(
                                ArchiveReader.Read.of(parts, new Selection.LastSamples()),
                                new ArchivedWells.Named(List.of(well.id())),
                                COLUMNS.channels(),
                                rows -> {
                                    hints.forget(well.id());
                                    return rows.size() == 0 ? search.newest(well, COLUMNS) : since(well, bound, rows);
                                }))
                .map(found -> found.value().map(row -> new Newest(row, Sources.of(found.parts()))));
    }

    private Uni<Optional<Row>> since(PermittedWell well, long bound, ArchivedRows archived) {
        Statement statement = new Statement(SINCE, Tuple.of(well.id(), Timestamp.utc(bound))).with(archived);
        return database.ask(statement.text(), statement.parameters()).map(LatestReader::first);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    /// The newest sample of each of these wells that is permitted and has samples, by well.
    Uni<Map<String, Row>> newest(WellScope scope, List<HintedWell> wells, SampleColumns columns, ArchiveUse use) {
        return new NewestSamples(database, search, scope, columns, use, silentBefore()).of(wells);
    }

    /// Where the newest samples of these wells are read.
    ///
    /// @param named empty for all permitted wells
    Uni<List<String>> sources(WellScope scope, Optional<String[]> named, ArchiveUse use) {
        return use == ArchiveUse.LEAVE_OUT
                ? item(Sources.of(List.of()))
                : database.ask(
                                NewestDropped.IS_NEWEST,
                                QueryDatabase.parameters(scope).addArrayOfString(named.orElse(null)))
                        .map(rows -> rows.iterator().next().getBoolean("is_newest")
                                ? Sources.withArchive()
                                : Sources.of(List.of()));
    }
}
