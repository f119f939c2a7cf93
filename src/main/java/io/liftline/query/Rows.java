package io.liftline.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.SqlResult;
import java.util.function.Consumer;
import java.util.stream.Collector;

/// The rows of a statement one by one, which the Mutiny variant of the client does not offer without a cursor.
final class Rows {

    private Rows() {}

    /// Runs a statement, and gives each row to `rows` when it arrives, on the event loop of the connection.
    ///
    /// @return the number of rows
    static Uni<Integer> each(SqlConnection connection, String statement, Tuple parameters, Consumer<Row> rows) {
        Collector<io.vertx.sqlclient.Row, Consumer<Row>, Consumer<Row>> collector =
                Collector.of(() -> rows, (taker, row) -> taker.accept(Row.newInstance(row)), (taker, _) -> taker);
        return Uni.createFrom()
                .completionStage(() -> connection
                        .getDelegate()
                        .preparedQuery(statement)
                        .collecting(collector)
                        .execute(parameters.getDelegate())
                        .toCompletionStage())
                .map(SqlResult::size);
    }
}
