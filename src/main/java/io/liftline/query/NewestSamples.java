package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.format.SampleColumns;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Reads the newest samples of several wells, usually by one statement, at most by three.
///
/// A statement has one time bound, the lowest of its wells. So wells without recent samples are queried by a
/// separate statement. Otherwise the search for all wells would go back as far as for them.
final class NewestSamples {

    /// Wells whose last sample is at most this much older than the newest one share a statement. It is about
    /// one chunk.
    private static final long TOGETHER = Duration.ofDays(1).toNanos() / 1_000;

    private final QueryDatabase database;
    private final WellScope scope;
    private final SampleColumns columns;
    private final Map<String, Row> found = new HashMap<>();

    NewestSamples(QueryDatabase database, WellScope scope, SampleColumns columns) {
        this.database = database;
        this.scope = scope;
        this.columns = columns;
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
                .chain(() -> anywhere(wells.stream()
                        .filter(well -> !found.containsKey(well.wellId()))
                        .toList()))
                .replaceWith(found);
    }

    private Uni<Void> since(List<HintedWell> wells) {
        if (wells.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long bound = wells.stream()
                .mapToLong(well -> well.lastAt().getAsLong())
                .min()
                .orElseThrow();
        return database.ask(
                        LatestSql.eachSince(columns),
                        QueryDatabase.parameters(scope)
                                .addArrayOfString(names(wells))
                                .addTemporal(Timestamp.utc(bound)))
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

    private void gather(RowSet<Row> rows) {
        rows.forEach(row -> found.put(SampleColumns.wellId(row), row));
    }

    private static String[] names(List<HintedWell> wells) {
        return wells.stream().map(HintedWell::wellId).toArray(String[]::new);
    }
}
