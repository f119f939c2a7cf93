package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.format.SampleColumns;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final QueryDatabase database;
    private final WellDirectory directory;
    private final LatestHints hints = new LatestHints(REMEMBERED_WELLS);

    LatestReader(QueryDatabase database, WellDirectory directory) {
        this.database = database;
        this.directory = directory;
    }

    /// The newest sample of a well. Fails with 404 if it has none.
    Uni<Row> latest(PermittedWell well, SampleColumns columns) {
        return behindBound(well, columns)
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : anywhere(well, columns))
                .map(found -> found.orElseThrow(well::notFound))
                .invoke(row -> hints.seen(well.id(), SampleColumns.timestamp(row)));
    }

    /// The newest sample from the lower bound on. Also empty if no bound is known.
    private Uni<Optional<Row>> behindBound(PermittedWell well, SampleColumns columns) {
        return bound(well).chain(bound -> {
            Optional<Row> none = Optional.empty();
            return bound.isPresent()
                    ? since(well, columns, bound.getAsLong())
                    : Uni.createFrom().item(none);
        });
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
        return database.ask(LatestSql.one(columns), Tuple.of(well.id())).map(LatestReader::first);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    /// The newest sample of each of these wells that is permitted and has samples, by well.
    Uni<Map<String, Row>> newest(WellScope scope, List<HintedWell> wells, SampleColumns columns) {
        return new NewestSamples(database, scope, columns).of(wells);
    }
}
