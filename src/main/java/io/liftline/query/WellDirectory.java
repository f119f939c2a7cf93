package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Tells which wells there are, from the table `well`.
///
/// The table may lag behind: a well that another program has written by SQL is added to it some time later.
/// So nobody is told that a well is not there before the samples themselves were asked.
@ApplicationScoped
class WellDirectory {

    private final QueryDatabase database;

    WellDirectory(QueryDatabase database) {
        this.database = database;
    }

    /// Permitted wells by name, at most `limit`.
    Uni<List<RegisteredWell>> page(WellScope scope, WellsQuery query, int limit) {
        Tuple parameters = QueryDatabase.parameters(scope)
                .addString(query.after())
                .addString(query.prefix())
                .addInteger(limit);
        return database.ask(WellSql.PAGE, parameters).map(rows -> list(rows, RegisteredWell::of));
    }

    /// Those of the named wells that are permitted, by name, at most `limit`; also such that do not exist.
    ///
    /// @param after only names behind this one
    Uni<List<HintedWell>> named(WellScope scope, String[] names, String after, int limit) {
        Tuple parameters = QueryDatabase.parameters(scope)
                .addString(after)
                .addArrayOfString(names)
                .addInteger(limit);
        return database.ask(WellSql.NAMED_PAGE, parameters).map(rows -> list(rows, HintedWell::of));
    }

    /// The well's row, when the table has one.
    Uni<Optional<RegisteredWell>> find(PermittedWell well) {
        return database.ask(WellSql.ONE, Tuple.of(well.id()))
                .map(rows -> list(rows, RegisteredWell::of).stream().findFirst());
    }

    /// Fails with 404 when there is no such well.
    Uni<Void> require(PermittedWell well) {
        return find(well).chain(found -> found.isPresent() ? Uni.createFrom().voidItem() : requireSample(well));
    }

    private Uni<Void> requireSample(PermittedWell well) {
        return database.ask(WellSql.HAS_SAMPLE, Tuple.of(well.id())).map(rows -> {
            if (rows.size() == 0) {
                throw well.notFound();
            }
            return null;
        });
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }
}
