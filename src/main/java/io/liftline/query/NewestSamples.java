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

/// The newest samples of several wells, gathered by one statement as a rule, and by three at most.
///
/// One statement has one bound, the least of its wells'. So wells that fell silent long ago are asked for
/// apart from those that are measured now, which they would make go back as far.
final class NewestSamples {

    /// How far behind the newest of all a well may be and still be asked for with it: about one chunk.
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

    /// The newest sample of each of these wells that has one and is permitted, by well.
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
                        LatestSql.each(columns), QueryDatabase.parameters(scope).addArrayOfString(names(wells)))
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
