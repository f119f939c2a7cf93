package io.liftline.ingest;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.WellId;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyIn;

/// Rows in PostgreSQL's binary COPY format (manual of COPY, "Binary Format"), straight from the column
/// arrays through one buffer. One instance serves one writer, again and again.
final class CopyRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int BUFFER = 64 * 1024;
    private static final short TRAILER = -1;
    private static final int NULL = -1;

    /// `timestamptz` counts microseconds from 2000-01-01, ours from 1970-01-01.
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /// Writes header, rows and trailer of `(well_id, timestamp, <channels>)`; ending the COPY is up to the
    /// caller.
    void write(CommitGroup group, CopyIn copy) throws SQLException {
        List<Channel> channels = group.channels();
        int[] columns = channels.stream().mapToInt(Channel::ordinal).toArray();
        int longest = 2 + 4 + WellId.MAX_LENGTH + 12 + 12 * columns.length;
        buffer.clear();
        buffer.put(SIGNATURE).putInt(0).putInt(0);
        for (int row = 0; row < group.rows(); row++) {
            if (buffer.remaining() < longest) {
                flush(copy);
            }
            row(group.batch(row), group.inBatch(row), columns);
        }
        if (buffer.remaining() < Short.BYTES) {
            flush(copy);
        }
        buffer.putShort(TRAILER);
        flush(copy);
    }

    private void row(ColumnBatch batch, int row, int[] columns) {
        buffer.putShort((short) (2 + columns.length));
        String wellId = batch.wellId(row);
        buffer.putInt(wellId.length());
        for (int i = 0; i < wellId.length(); i++) {
            buffer.put((byte) wellId.charAt(i)); // ASCII, as every well's name
        }
        buffer.putInt(Long.BYTES).putLong(batch.timestamp(row) - EPOCH_2000);
        for (int column : columns) {
            double value = batch.value(column, row);
            if (Double.isNaN(value)) {
                buffer.putInt(NULL);
            } else {
                buffer.putInt(Double.BYTES).putDouble(value);
            }
        }
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
