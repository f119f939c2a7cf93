package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.NewestDropped;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// Reads the newest samples of several wells, usually by one statement, and by some for each well that the table
/// `well` does not have.
///
/// A statement has one time bound, the lowest of its wells. So wells without recent samples are queried by a
/// separate statement. Otherwise the search for all wells would go back as far as for them. Those that are silent
/// may have newest samples that were dropped.
final class NewestSamples {

    /// Wells whose last sample is at most this much older than the newest one share a statement. It is about
    /// one chunk.
    private static final long TOGETHER = Duration.ofDays(1).toNanos() / 1_000;

    private final QueryDatabase database;
    private final WellSearch search;
    private final WellScope scope;
    private final SampleColumns columns;
    private final ArchiveUse archive;
    private final long silentBefore;
    private final Map<String, Row> found = new HashMap<>();

    /// @param silentBefore a well without a sample from this time on is silent
    NewestSamples(
            QueryDatabase database,
            WellSearch search,
            WellScope scope,
            SampleColumns columns,
            ArchiveUse archive,
            long silentBefore) {
        this.database = database;
        this.search = search;
        this.scope = scope;
        this.columns = columns;
        this.archive = archive;
        this.silentBefore = silentBefore;
    }

    /// The newest sample of each of these wells that is permitted and has samples, by well.
    Uni<Map<String, Row>> of(List<HintedWell> wells) {
        List<HintedWell> hinted =
                wells.stream().filter(well -> well.lastAt().isPresent()).toList();
        long newest = hinted.stream()
                .mapToLong(well -> well.lastAt().getAsLong())
                .max()
                .orElse(0);
        Predicate<HintedWell> fresh = well -> well.lastAt().getAsLong() >= newest - TOGETHER;
        return since(hinted.stream().filter(fresh).toList())
                .chain(() -> since(hinted.stream().filter(fresh.negate()).toList()))
                .chain(() -> dropped(wells.stream().filter(this::isSilent).toList()))
                .chain(() -> missing(wells).isEmpty()
                        ? Uni.createFrom().voidItem()
                        // some may be dropped while all chunks are searched
                        : anywhere(missing(hinted))
                                .chain(() -> unknown(wells.stream()
                                        .filter(well -> well.lastAt().isEmpty())
                                        .toList()))
                                .chain(() -> dropped(missing(wells))))
                .replaceWith(found);
    }

    private boolean isSilent(HintedWell well) {
        Row row = found.get(well.wellId());
        return row == null || SampleColumns.timestamp(row) < silentBefore;
    }

    private List<HintedWell> missing(List<HintedWell> wells) {
        return wells.stream().filter(well -> !found.containsKey(well.wellId())).toList();
    }

    private Uni<Void> since(List<HintedWell> wells) {
        if (wells.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long bound = wells.stream()
                .mapToLong(well -> well.lastAt().getAsLong())
                .min()
                .orElseThrow();
        return read(LatestSql.eachSince(columns), names(wells), bound);
    }

    /// The newest samples of those of the wells that have dropped ones. Each is at the newest dropped one, or later.
    private Uni<Void> dropped(List<HintedWell> wells) {
        if (wells.isEmpty() || archive == ArchiveUse.LEAVE_OUT) {
            return Uni.createFrom().voidItem();
        }
        return database.ask(NewestDropped.TIMES, QueryDatabase.parameters(scope).addArrayOfString(names(wells)))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : read(LatestSql.eachWithDropped(columns), names(rows), oldest(rows)));
    }

    private Uni<Void> read(String statement, String[] wells, long bound) {
        return database.ask(
                        statement,
                        QueryDatabase.parameters(scope).addArrayOfString(wells).addTemporal(Timestamp.utc(bound)))
                .invoke(this::gather)
                .replaceWithVoid();
    }

    private Uni<Void> anywhere(List<HintedWell> wells) {
        if (wells.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return database.ask(
                        QuestionClass.SEARCH,
                        LatestSql.each(columns),
                        QueryDatabase.parameters(scope).addArrayOfString(names(wells)))
                .invoke(this::gather)
                .replaceWithVoid();
    }

    /// Searches one well after the other. A statement about all of them would look for each in each chunk.
    private Uni<Void> unknown(List<HintedWell> wells) {
        return Multi.createFrom()
                .iterable(missing(wells))
                .onItem()
                .transformToUniAndConcatenate(well -> search.newest(PermittedWell.of(scope, well.wellId()), columns))
                .onItem()
                .invoke(newest -> newest.ifPresent(row -> found.put(SampleColumns.wellId(row), row)))
                .onItem()
                .ignoreAsUni();
    }

    private void gather(RowSet<Row> rows) {
        rows.forEach(row -> found.put(SampleColumns.wellId(row), row));
    }

    private static String[] names(List<HintedWell> wells) {
        return wells.stream().map(HintedWell::wellId).toArray(String[]::new);
    }

    private static String[] names(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(SampleColumns::wellId)
                .toArray(String[]::new);
    }

    private static long oldest(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToLong(SampleColumns::timestamp)
                .min()
                .orElseThrow();
    }
}
