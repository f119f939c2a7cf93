package io.liftline.query.format;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import java.util.function.Supplier;

/// Some rows of an answer, and the way to those that follow.
///
/// @param rows may be none, also where more follow
/// @param next asks for the next page; empty when this is the last
public record RowPage(Iterable<Row> rows, Optional<Supplier<Uni<RowPage>>> next) {

    boolean isEmpty() {
        return !rows.iterator().hasNext();
    }
}
