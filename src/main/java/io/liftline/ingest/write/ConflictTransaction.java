package io.liftline.ingest.write;

import io.liftline.ingest.write.WriterConnections.NotBegunException;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Writes a group whose keys may be stored already. The caller commits. The isolation level is READ COMMITTED.
///
/// 1. New keys are inserted (`ON CONFLICT DO NOTHING`). This step is first because it takes the strongest lock
///    on each chunk. Taking a weaker lock before could deadlock with the compression of the chunk.
/// 2. The stored rows of all other keys are read without a lock. A key that the group would not change is
///    counted at once and not written, so a compressed row stays compressed.
/// 3. The remaining keys are written. If each is one row of an `update` request, one statement replaces the
///    values that differ. Otherwise the keys are locked, read again, and overwritten with the values that
///    [StoredRow] computes.
///
/// So a change is never computed from values that another writer has replaced in the meantime.
final class ConflictTransaction {

    /// The number of rows that are locked and overwritten at a time. Their values are held on the heap.
    private static final int SLICE = 10_000;

    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final CommitGroup group;
    private final CopyRows rows;
    private final List<Channel> channels;
    private final WriteTally tally;
    private final StoredRow stored = new StoredRow();

    /// The keys whose incoming rows are in the temporary table. Empty if it has other rows or none.
    private BitSet loaded = new BitSet();

    /// Receives the stored values of one key, in `stored`.
    private interface StoredValues {
        void of(int key);
    }

    ConflictTransaction(Connection connection, CommitGroup group, CopyRows rows) {
        this.connection = connection;
        this.group = group;
        this.rows = rows;
        this.channels = group.channels();
        this.tally = new WriteTally(group);
    }

    /// Only looks whether each key is one row and is stored with these values, as when a client sends samples again. A
    /// transaction that has read must not write (see step 1), so [#run] needs another one.
    ///
    /// @return the counts; empty if something must be written or compared
    Optional<WriteTally> ifStoredAlready() throws SQLException, NotBegunException {
        begin();
        BitSet all = all();
        fill(all);
        long same = 0;
        for (ReadRange range : ReadRange.split(group, all)) {
            try (PreparedStatement statement = range.prepareCount(connection, channels);
                    ResultSet count = statement.executeQuery()) {
                count.next();
                same += count.getLong(1);
            }
        }
        if (same < group.keys()) {
            return Optional.empty();
        }
        all.stream().forEach(tally::duplicates);
        return Optional.of(tally);
    }

    WriteTally run() throws SQLException, NotBegunException {
        begin();
        BitSet all = all();
        fill(all);
        BitSet storedBefore = insertNew(all);
        if (!storedBefore.isEmpty()) {
            load(storedBefore);
            BitSet changing = compare(storedBefore);
            while (!changing.isEmpty()) {
                BitSet slice = removeFirst(changing);
                load(slice);
                if (slice.stream().allMatch(this::isUpdateOfOneRow)) {
                    update(slice);
                } else {
                    overwrite(slice);
                }
            }
        }
        return tally;
    }

    private BitSet all() {
        BitSet all = new BitSet(group.keys());
        all.set(0, group.keys());
        return all;
    }

    private void begin() throws SQLException, NotBegunException {
        try {
            execute(WriteSql.BEGIN);
        } catch (SQLException e) {
            if (WriterConnections.isUseless(e)) {
                throw new NotBegunException(e);
            }
            throw e;
        }
    }

    /// Inserts the new keys and counts their rows.
    ///
    /// @return the keys that are stored already
    private BitSet insertNew(BitSet keys) throws SQLException {
        BitSet others = (BitSet) keys.clone();
        forReturned(WriteSql.insertNew(channels), key -> {
            others.clear(key);
            tally.fresh(key, stored);
        });
        return others;
    }

    /// Runs a statement that returns the (well, timestamp) of each row it has written.
    private void forReturned(String sql, IntConsumer written) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime timestamp = rows.getObject("timestamp", OffsetDateTime.class);
                    written.accept(group.find(rows.getString("well_id"), Timestamp.micros(timestamp.toInstant())));
                }
            }
        }
    }

    /// Counts the keys whose stored rows the group would not change.
    ///
    /// @return the other keys
    private BitSet compare(BitSet keys) throws SQLException {
        BitSet same = (BitSet) keys.clone();
        BitSet changing = new BitSet();
        read(keys, key -> {
            same.clear(key);
            if (stored.apply(group, key, RowOutcomes.IGNORED)) {
                changing.set(key);
            } else {
                stored.apply(group, key, tally);
            }
        });
        same.stream().forEach(tally::duplicates);
        return changing;
    }

    private boolean isUpdateOfOneRow(int key) {
        return group.isSingle(key) && group.batch(group.from(key)).onConflict() == OnConflict.UPDATE;
    }

    private void update(BitSet keys) throws SQLException {
        BitSet same = (BitSet) keys.clone();
        forReturned(WriteSql.update(channels), key -> {
            same.clear(key);
            tally.updated(group.from(key));
        });
        same.stream().forEach(tally::duplicates);
    }

    private void overwrite(BitSet keys) throws SQLException, NotBegunException {
        execute(WriteSql.lock(channels));
        BitSet same = (BitSet) keys.clone();
        ChangedRows changed = new ChangedRows(group, keys.cardinality());
        read(keys, key -> {
            same.clear(key);
            if (stored.apply(group, key, tally)) {
                changed.add(key, stored);
            }
        });
        same.stream().forEach(tally::duplicates);
        if (changed.size() > 0) {
            clear();
            loaded = new BitSet();
            copy(copy -> rows.writeIncoming(group, changed, copy));
            execute(WriteSql.overwrite(channels));
        }
    }

    /// Removes and returns the first [#SLICE] keys.
    private static BitSet removeFirst(BitSet keys) {
        BitSet first = new BitSet();
        keys.stream().limit(SLICE).forEach(first::set);
        keys.andNot(first);
        return first;
    }

    /// Fills the temporary table, which must be empty, with the incoming rows of these keys.
    private void fill(BitSet keys) throws SQLException, NotBegunException {
        copy(copy -> rows.writeIncoming(group, keys, copy));
        loaded = (BitSet) keys.clone();
    }

    /// Replaces the rows of the temporary table by the incoming rows of these keys, unless it has exactly
    /// those.
    private void load(BitSet keys) throws SQLException, NotBegunException {
        if (!keys.equals(loaded)) {
            clear();
            fill(keys);
        }
    }

    private void copy(WriterConnections.RowSource source) throws SQLException, NotBegunException {
        WriterConnections.copy(connection, WriteSql.copyIncoming(channels), source);
    }

    private void clear() throws SQLException {
        execute(WriteSql.CLEAR_INCOMING);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /// Reads the stored rows of these keys, which must be in the temporary table. Rows that equal the incoming
    /// ones are not returned.
    private void read(BitSet keys, StoredValues values) throws SQLException {
        for (ReadRange range : ReadRange.split(group, keys)) {
            try (PreparedStatement statement = range.prepare(connection, channels)) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        values.of(take(found));
                    }
                }
            }
        }
    }

    private int take(ResultSet found) throws SQLException {
        stored.present();
        for (int i = 0; i < channels.size(); i++) {
            double value = found.getDouble(i + 2);
            if (!found.wasNull()) {
                stored.value(channels.get(i).ordinal(), value);
            }
        }
        return found.getInt(1);
    }
}
