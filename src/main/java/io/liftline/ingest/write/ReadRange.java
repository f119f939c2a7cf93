package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The keys of a group on one day (UTC), whose stored rows one statement reads. A day is one chunk unless the
/// operator has changed the chunk interval. The time bounds are parameters, so only that chunk is planned and
/// locked.
final class ReadRange {

    private static final long DAY = 24L * 60 * 60 * 1_000_000;

    /// If there is more time than this between two rows of a well, each row is looked up on its own. A gateway
    /// sends about one sample per second at most, so a range read returns at most a hundred stored rows for
    /// each row.
    private static final long DENSE = 100L * 1_000_000;

    private final long first;
    private final Set<String> wells = new HashSet<>();
    private long last;
    private int keys;

    private ReadRange(long first) {
        this.first = first;
    }

    /// @param keys in the order of the group, and therefore ordered by time
    static List<ReadRange> split(CommitGroup group, BitSet keys) {
        List<ReadRange> ranges = new ArrayList<>();
        for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
            long timestamp = group.timestamp(key);
            if (ranges.isEmpty() || !ranges.getLast().isSameDay(timestamp)) {
                ranges.add(new ReadRange(timestamp));
            }
            ranges.getLast().add(group.wellId(key), timestamp);
        }
        return ranges;
    }

    private boolean isSameDay(long timestamp) {
        return Math.floorDiv(first, DAY) == Math.floorDiv(timestamp, DAY);
    }

    private void add(String wellId, long timestamp) {
        wells.add(wellId);
        last = timestamp;
        keys++;
    }

    /// Whether the rows of each well are so close in time that reading the whole range is cheaper than single
    /// lookups.
    boolean isDense() {
        return (last - first) / DENSE * wells.size() <= keys;
    }

    /// Prepares the statement that reads the stored rows of the keys. The caller closes it.
    PreparedStatement prepare(Connection connection, List<Channel> channels) throws SQLException {
        return prepare(connection, isDense() ? WriteSql.readDense(channels) : WriteSql.readSparse(channels));
    }

    /// Prepares the statement that counts the keys whose stored rows have the incoming values. The caller closes it.
    PreparedStatement prepareCount(Connection connection, List<Channel> channels) throws SQLException {
        return prepare(connection, isDense() ? WriteSql.countSameDense(channels) : WriteSql.countSameSparse(channels));
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        OffsetDateTime from = Timestamp.utc(first);
        OffsetDateTime to = Timestamp.utc(last);
        statement.setObject(1, from);
        statement.setObject(2, to);
        statement.setObject(3, from);
        statement.setObject(4, to);
        if (isDense()) {
            Array named = connection.createArrayOf("varchar", wells.toArray());
            statement.setArray(5, named);
        }
        return statement;
    }
}
