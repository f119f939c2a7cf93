package io.liftline.storage;

import io.liftline.database.Statements;
import io.liftline.storage.Chunk.Chunks;
import io.liftline.telemetry.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Reads the state of the storage from the catalogues of the database.
@ApplicationScoped
class StorageReader {

    private final Statements statements;
    private final Ages ages;

    StorageReader(Statements statements, Ages ages) {
        this.statements = statements;
        this.ages = ages;
    }

    Uni<StorageState> state() {
        String[] channels = Channel.ALL.stream().map(Channel::column).toArray(String[]::new);
        return ask(
                        StorageSql.DATABASE,
                        Tuple.tuple().addArrayOfString(channels),
                        row -> StorageState.of(row, ages.retention()))
                .map(List::getFirst);
    }

    Uni<List<Hypertable>> hypertables() {
        return ask(StorageSql.HYPERTABLES, Tuple.tuple(), row -> Hypertable.of(row, ages));
    }

    Uni<List<Policy>> policies() {
        return ask(StorageSql.POLICIES, Tuple.tuple(), Policy::of);
    }

    Uni<Chunks> chunks(ChunksQuery query) {
        return ask(StorageSql.CHUNKS, query.parameters(), Chunk::of)
                .map(chunks -> new Chunks(
                        chunks, chunks.size() < query.limit() ? null : ChunksQuery.cursorAfter(chunks.getLast())));
    }

    private <T> Uni<List<T>> ask(String statement, Tuple parameters, Function<Row, T> reading) {
        return statements
                .ask(connection -> connection.preparedQuery(statement).execute(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(reading)
                        .toList());
    }
}
