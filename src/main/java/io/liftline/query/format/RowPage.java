package io.liftline.query.format;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import java.util.function.Supplier;

/// A page of rows of an answer.
///
/// @param rows the rows; may be empty even if more pages follow
/// @param next reads the next page; empty on the last page
public record RowPage(Iterable<Row> rows, Optional<Supplier<Uni<RowPage>>> next) {

    boolean isEmpty() {
        return !rows.iterator().hasNext();
    }
}
