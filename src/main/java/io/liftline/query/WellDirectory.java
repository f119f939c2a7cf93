package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.format.SampleColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Reads the list of wells from the table `well`.
///
/// A well that another program has written by SQL is added to this table with a delay. So before a well is
/// reported as not found, the samples themselves are searched.
@ApplicationScoped
class WellDirectory {

    private static final SampleColumns KEY = new SampleColumns(List.of());

    private final QueryDatabase database;
    private final WellSearch search;

    WellDirectory(QueryDatabase database, WellSearch search) {
        this.database = database;
        this.search = search;
    }

    /// Permitted wells ordered by id, at most `limit`.
    Uni<List<RegisteredWell>> page(WellScope scope, WellsQuery query, int limit) {
        Tuple parameters = QueryDatabase.parameters(scope)
                .addString(query.after())
                .addString(query.prefix())
                .addInteger(limit);
        return database.ask(WellSql.PAGE, parameters).map(rows -> list(rows, RegisteredWell::of));
    }

    /// The permitted ones of the named wells, ordered by id, at most `limit`. They need not exist.
    ///
    /// @param after only ids after this one
    Uni<List<HintedWell>> named(WellScope scope, String[] names, String after, int limit) {
        Tuple parameters = QueryDatabase.parameters(scope)
                .addString(after)
                .addArrayOfString(names)
                .addInteger(limit);
        return database.ask(WellSql.NAMED_PAGE, parameters).map(rows -> list(rows, HintedWell::of));
    }

    /// The row of the well, if the table has one.
    Uni<Optional<RegisteredWell>> find(PermittedWell well) {
        return database.ask(WellSql.ONE, Tuple.of(well.id()))
                .map(rows -> list(rows, RegisteredWell::of).stream().findFirst());
    }

    /// Fails with 404 if the well does not exist.
    Uni<Void> require(PermittedWell well) {
        return find(well).chain(found -> found.isPresent() ? Uni.createFrom().voidItem() : requireSample(well));
    }

    private Uni<Void> requireSample(PermittedWell well) {
        return search.newest(well, KEY)
                .map(found -> found.orElseThrow(well::notFound))
                .replaceWithVoid();
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }
}
