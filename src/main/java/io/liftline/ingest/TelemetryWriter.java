package io.liftline.ingest;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes a batch in one statement (two under `on_conflict=update`) and tells, after the commit, what it
/// changed.
@ApplicationScoped
class TelemetryWriter {

    private static final String DEADLOCK_DETECTED = "40P01";
    private static final int DEADLOCK_RETRIES = 3;

    private final Pool pool;

    TelemetryWriter(Pool pool) {
        this.pool = pool;
    }

    /// What a committed write changed.
    ///
    /// @param inserted rows that are new
    /// @param updated rows that hold other values than before
    record Written(int inserted, int updated) {}

    /// Writes and commits. Once subscribed to, the write runs to its end even if the answer is no longer
    /// wanted.
    Uni<Written> write(ColumnBatch batch, OnConflict onConflict) {
        Tuple columns = bind(batch);
        Uni<Written> write = switch (onConflict) {
            case IGNORE -> insert(pool, batch, columns).map(inserted -> new Written(inserted, 0));
            case UPDATE ->
                pool.withTransaction(connection -> insert(connection, batch, columns)
                        .chain(inserted -> inserted == batch.rows()
                                ? Uni.createFrom().item(new Written(inserted, 0))
                                : update(connection, batch, columns).map(updated -> new Written(inserted, updated))));
        };
        return detached(write.onFailure(TelemetryWriter::isDeadlock).retry().atMost(DEADLOCK_RETRIES));
    }

    private static Uni<Integer> insert(SqlClient client, ColumnBatch batch, Tuple columns) {
        return client.preparedQuery(IngestSql.insert(batch.channels()))
                .execute(columns)
                .map(SqlResult::rowCount);
    }

    private static Uni<Integer> update(SqlClient client, ColumnBatch batch, Tuple columns) {
        return client.preparedQuery(IngestSql.update(batch.channels()))
                .execute(columns)
                .map(SqlResult::rowCount);
    }

    /// Cuts the way by which a cancelled request would cancel the write under it.
    private static <T> Uni<T> detached(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }

    private static boolean isDeadlock(Throwable failure) {
        return failure instanceof PgException postgres && DEADLOCK_DETECTED.equals(postgres.getSqlState());
    }

    private static Tuple bind(ColumnBatch batch) {
        Tuple columns = Tuple.tuple();
        columns.addArrayOfString(batch.wellIds());
        columns.addArrayOfOffsetDateTime(
                Arrays.stream(batch.timestamps()).mapToObj(Timestamp::utc).toArray(OffsetDateTime[]::new));
        for (Channel channel : batch.channels()) {
            columns.addArrayOfDouble(nullable(batch.values(channel)));
        }
        return columns;
    }

    private static @Nullable Double[] nullable(double[] values) {
        @Nullable Double[] boxed = new Double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                boxed[i] = values[i];
            }
        }
        return boxed;
    }
}
