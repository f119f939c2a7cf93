package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.WellId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import org.postgresql.copy.CopyIn;

/// Encodes rows in PostgreSQL's binary COPY format (manual of COPY, "Binary Format"), directly from the column
/// arrays into one buffer. Each writer has one instance and reuses it.
final class CopyRows {

    /// Signature, flags, and length of the header extension; the last two are zero.
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int BUFFER = 64 * 1024;
    private static final short TRAILER = -1;
    private static final int NULL = -1;

    /// `timestamptz` counts microseconds from 2000-01-01; Liftline counts from 1970-01-01.
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] buffer = new byte[BUFFER];

    /// The united values of a key with several rows.
    private final StoredRow united = new StoredRow();

    /// The channels and the statement of the previous group. Most groups have the same channels, so they are
    /// reused.
    private int used;
    private int[] channels = {};
    private String statement = "";

    /// The columns of the current batch, in the order of the channels. Empty for a channel without values.
    private double[][] columns = {};

    /// The COPY statement for the rows of [#write].
    String statement(CommitGroup group) {
        prepare(group);
        return statement;
    }

    private void prepare(CommitGroup group) {
        if (group.used() != used) {
            used = group.used();
            channels = group.channels().stream().mapToInt(Channel::ordinal).toArray();
            columns = new double[channels.length][];
            statement = WriteSql.copy(group.channels());
        }
    }

    /// Writes the header, one row per key, and the trailer, in the format of [#statement]. The caller ends the
    /// COPY.
    void write(CommitGroup group, CopyIn copy) throws SQLException {
        prepare(group);
        int at = header();
        ColumnBatch before = null;
        for (int key = 0; key < group.keys(); key++) {
            at = withRoom(copy, at);
            int position = group.from(key);
            ColumnBatch batch = group.batch(position);
            if (group.isSingle(key)) {
                if (batch != before) {
                    look(batch);
                    before = batch;
                }
                at = row(batch, group.inBatch(position), at);
            } else {
                unite(group, key);
                SHORTS.set(buffer, at, (short) (2 + channels.length));
                at = values(united, key(group, key, at + Short.BYTES));
            }
        }
        Arrays.fill(columns, ColumnBatch.NO_COLUMN); // another batch may use these arrays from now on
        trailer(copy, at);
    }

    /// Writes one row per key in the format of [WriteSql#copyIncoming]: the number of the key, whether it has
    /// several rows, and the values that it has if it is not stored yet.
    void writeIncoming(CommitGroup group, BitSet keys, CopyIn copy) throws SQLException {
        prepare(group);
        int at = header();
        for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
            unite(group, key);
            at = incoming(group, key, united, withRoom(copy, at));
        }
        trailer(copy, at);
    }

    /// Writes rows in the format of [#writeIncoming(CommitGroup, BitSet, CopyIn)], with these values.
    void writeIncoming(CommitGroup group, ChangedRows rows, CopyIn copy) throws SQLException {
        prepare(group);
        int at = header();
        for (int i = 0; i < rows.size(); i++) {
            rows.read(i, united);
            at = incoming(group, rows.key(i), united, withRoom(copy, at));
        }
        trailer(copy, at);
    }

    private void unite(CommitGroup group, int key) {
        united.absent();
        united.apply(group, key, RowOutcomes.IGNORED);
    }

    private int header() {
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
        return HEADER.length;
    }

    /// Sends the buffer if the longest possible row does not fit any more. Returns the index to continue at.
    private int withRoom(CopyIn copy, int at) throws SQLException {
        int longest = Short.BYTES + 8 + 5 + Integer.BYTES + WellId.MAX_LENGTH + 12 + 12 * channels.length;
        if (buffer.length - at >= longest) {
            return at;
        }
        copy.writeToCopy(buffer, 0, at);
        return 0;
    }

    private void trailer(CopyIn copy, int from) throws SQLException {
        int at = withRoom(copy, from);
        SHORTS.set(buffer, at, TRAILER);
        copy.writeToCopy(buffer, 0, at + Short.BYTES);
    }

    private void look(ColumnBatch batch) {
        for (int i = 0; i < channels.length; i++) {
            columns[i] = batch.column(channels[i]);
        }
    }

    /// Writes the row at this index of the buffer, and returns the index after it.
    private int row(ColumnBatch batch, int row, int from) {
        byte[] bytes = buffer;
        int at = from;
        SHORTS.set(bytes, at, (short) (2 + columns.length));
        at = wellId(batch.wellId(row), bytes, at + Short.BYTES);
        at = timestamp(batch.timestamp(row), bytes, at);
        int place = batch.at(row);
        for (double[] column : columns) {
            at = value(column.length == 0 ? Double.NaN : column[place], bytes, at);
        }
        return at;
    }

    private int incoming(CommitGroup group, int key, StoredRow row, int from) {
        int at = from;
        SHORTS.set(buffer, at, (short) (4 + channels.length));
        INTS.set(buffer, at + 2, Integer.BYTES);
        INTS.set(buffer, at + 6, key);
        INTS.set(buffer, at + 10, 1);
        buffer[at + 14] = (byte) (group.isSingle(key) ? 0 : 1);
        at = key(group, key, at + 15);
        return values(row, at);
    }

    private int key(CommitGroup group, int key, int at) {
        return timestamp(group.timestamp(key), buffer, wellId(group.wellId(key), buffer, at));
    }

    private int values(StoredRow row, int from) {
        int at = from;
        for (int channel : channels) {
            at = value(row.value(channel), buffer, at);
        }
        return at;
    }

    @SuppressWarnings("deprecation") // copies the low byte of each character, which is correct for ASCII
    private static int wellId(String wellId, byte[] bytes, int at) {
        int length = wellId.length();
        INTS.set(bytes, at, length);
        wellId.getBytes(0, length, bytes, at + Integer.BYTES);
        return at + Integer.BYTES + length;
    }

    private static int timestamp(long micros, byte[] bytes, int at) {
        INTS.set(bytes, at, Long.BYTES);
        LONGS.set(bytes, at + Integer.BYTES, micros - EPOCH_2000);
        return at + Integer.BYTES + Long.BYTES;
    }

    private static int value(double value, byte[] bytes, int at) {
        if (Double.isNaN(value)) {
            INTS.set(bytes, at, NULL);
            return at + Integer.BYTES;
        }
        INTS.set(bytes, at, Double.BYTES);
        LONGS.set(bytes, at + Integer.BYTES, Double.doubleToRawLongBits(value));
        return at + Integer.BYTES + Double.BYTES;
    }
}
