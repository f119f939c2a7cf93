package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// The way in for rows that may be stored already: one `INSERT … ON CONFLICT` over arrays, one transaction.
@Singleton
class ConflictWriter {

    private final Pool pool;

    ConflictWriter(Pool pool) {
        this.pool = pool;
    }

    /// Stores the rows that are new, and tells how many those were of each member. Takes a connection first: a
    /// statement that the pool itself has to find one for logs a stack trace each time it finds none
    /// (vertx-sql-client, issue 1706).
    Uni<int[]> insert(CommitGroup group) {
        if (group.members() == 1) {
            return pool.withConnection(connection -> insertAll(connection, group))
                    .map(inserted -> new int[] {inserted});
        }
        return pool.withConnection(connection -> connection
                        .preparedQuery(WriteSql.insertReturning(group.channels()))
                        .execute(bind(group)))
                .map(inserted -> byMember(group, inserted));
    }

    /// Stores the rows that are new and brings the others up to date, channel by channel.
    ///
    /// @param group of one batch
    Uni<WriteCounts> insertOrUpdate(CommitGroup group) {
        return pool.withTransaction(connection -> insertAll(connection, group)
                .chain(inserted -> inserted == group.rows()
                        ? Uni.createFrom().item(new WriteCounts(inserted, 0))
                        : update(connection, group).map(updated -> new WriteCounts(inserted, updated))));
    }

    private static Uni<Integer> insertAll(SqlClient client, CommitGroup group) {
        return client.preparedQuery(WriteSql.insert(group.channels()))
                .execute(bind(group))
                .map(SqlResult::rowCount);
    }

    private static Uni<Integer> update(SqlClient client, CommitGroup group) {
        return client.preparedQuery(WriteSql.update(group.channels()))
                .execute(bind(group))
                .map(SqlResult::rowCount);
    }

    private static int[] byMember(CommitGroup group, RowSet<Row> inserted) {
        int[] count = new int[group.members()];
        for (Row row : inserted) {
            long timestamp = Timestamp.micros(row.getOffsetDateTime(1).toInstant());
            count[group.owner(group.find(row.getString(0), timestamp))]++;
        }
        return count;
    }

    private static Tuple bind(CommitGroup group) {
        int rows = group.rows();
        String[] wellIds = new String[rows];
        OffsetDateTime[] timestamps = new OffsetDateTime[rows];
        for (int row = 0; row < rows; row++) {
            wellIds[row] = group.batch(row).wellId(group.inBatch(row));
            timestamps[row] = Timestamp.utc(group.batch(row).timestamp(group.inBatch(row)));
        }
        Tuple columns = Tuple.tuple();
        columns.addArrayOfString(wellIds);
        columns.addArrayOfOffsetDateTime(timestamps);
        for (Channel channel : group.channels()) {
            columns.addArrayOfDouble(nullable(group, channel.ordinal()));
        }
        return columns;
    }

    private static @Nullable Double[] nullable(CommitGroup group, int channel) {
        @Nullable Double[] boxed = new Double[group.rows()];
        for (int row = 0; row < boxed.length; row++) {
            double value = group.batch(row).value(channel, group.inBatch(row));
            if (!Double.isNaN(value)) {
                boxed[row] = value;
            }
        }
        return boxed;
    }
}
