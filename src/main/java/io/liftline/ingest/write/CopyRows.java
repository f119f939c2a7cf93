package io.liftline.ingest.write;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.WellId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/// Rows in PostgreSQL's binary COPY format (manual of COPY, "Binary Format"), straight from the column
/// arrays through one buffer. One instance serves one writer, again and again.
final class CopyRows {

    /// Signature, flags, and length of the extension, which are all zero.
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int BUFFER = 64 * 1024;
    private static final short TRAILER = -1;
    private static final int NULL = -1;

    /// `timestamptz` counts microseconds from 2000-01-01, ours from 1970-01-01.
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] buffer = new byte[BUFFER];

    /// What was written last: one group nearly always has the channels of the one before.
    private int used;
    private int[] channels = {};
    private String statement = "";

    /// The columns of the batch whose row is written, in the order of the channels; empty where it has none.
    private double[][] columns = {};

    /// The statement that takes the rows of the group.
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

    /// Writes header, rows and trailer as [#statement] wants them; ending the COPY is up to the caller.
    void write(CommitGroup group, CopyIn copy) throws SQLException {
        prepare(group);
        int longest = 2 + 4 + WellId.MAX_LENGTH + 12 + 12 * channels.length;
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
        int at = HEADER.length;
        ColumnBatch before = null;
        for (int row = 0; row < group.rows(); row++) {
            if (buffer.length - at < longest) {
                copy.writeToCopy(buffer, 0, at);
                at = 0;
            }
            ColumnBatch batch = group.batch(row);
            if (batch != before) {
                look(batch);
                before = batch;
            }
            at = row(batch, group.inBatch(row), at);
        }
        Arrays.fill(columns, ColumnBatch.NO_COLUMN); // they may be lent to another batch now
        if (buffer.length - at < Short.BYTES) {
            copy.writeToCopy(buffer, 0, at);
            at = 0;
        }
        SHORTS.set(buffer, at, TRAILER);
        copy.writeToCopy(buffer, 0, at + Short.BYTES);
    }

    private void look(ColumnBatch batch) {
        for (int i = 0; i < channels.length; i++) {
            columns[i] = batch.column(channels[i]);
        }
    }

    /// Writes the row from this place of the buffer on, and returns the place behind it.
    private int row(ColumnBatch batch, int row, int from) {
        byte[] bytes = buffer;
        int at = from;
        SHORTS.set(bytes, at, (short) (2 + columns.length));
        at = wellId(batch.wellId(row), bytes, at + Short.BYTES);
        INTS.set(bytes, at, Long.BYTES);
        LONGS.set(bytes, at + Integer.BYTES, batch.timestamp(row) - EPOCH_2000);
        at += Integer.BYTES + Long.BYTES;
        int place = batch.at(row);
        for (double[] column : columns) {
            double value = column.length == 0 ? Double.NaN : column[place];
            if (Double.isNaN(value)) {
                INTS.set(bytes, at, NULL);
                at += Integer.BYTES;
            } else {
                INTS.set(bytes, at, Double.BYTES);
                LONGS.set(bytes, at + Integer.BYTES, Double.doubleToRawLongBits(value));
                at += Integer.BYTES + Double.BYTES;
            }
        }
        return at;
    }

    @SuppressWarnings("deprecation") // it copies the low byte of each character: all there is of ASCII
    private static int wellId(String wellId, byte[] bytes, int at) {
        int length = wellId.length();
        INTS.set(bytes, at, length);
        wellId.getBytes(0, length, bytes, at + Integer.BYTES);
        return at + Integer.BYTES + length;
    }
}
