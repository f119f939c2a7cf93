package io.liftline.archive;

import io.liftline.archive.parquet.ArchivedColumn;
import io.liftline.parquet.ColumnKind;
import io.liftline.parquet.RowSink;
import io.liftline.parquet.RowSource;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.copy.CopyOut;

/// The rows of a COPY in PostgreSQL's binary form: the bits of each number, without a text in between. The client
/// library leaves the form to its caller. Not thread-safe.
final class CopiedRows implements RowSource {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final short TRAILER = -1;
    private static final int NULL = -1;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// The longest row. It is in memory several times.
    private static final int MOST_BYTES = 16 << 20;

    /// PostgreSQL counts microseconds since 2000.
    private static final long MICROS_OF_2000 = 946_684_800_000_000L;

    private final CopyOut copy;
    private final ColumnKind[] kinds;
    private ByteBuffer message = NOTHING;
    private boolean begun;
    private boolean ended;
    private long read;

    CopiedRows(CopyOut copy, List<ArchivedColumn> columns) {
        this.copy = copy;
        this.kinds = columns.stream().map(ArchivedColumn::kind).toArray(ColumnKind[]::new);
    }

    /// How many rows were read.
    long read() {
        return read;
    }

    @Override
    public boolean next(RowSink row) throws SQLException, IOException {
        if (ended) {
            return false;
        }
        try {
            if (!begun) {
                begin();
            }
            receive();
            short fields = message.getShort();
            if (fields == TRAILER) {
                end();
                return false;
            }
            if (fields != kinds.length) {
                throw new IOException("a row has %d columns, not %d".formatted(fields, kinds.length));
            }
            for (int column = 0; column < kinds.length; column++) {
                put(row, column);
            }
            read++;
            return true;
        } catch (BufferUnderflowException e) {
            throw new IOException("a message of the database ends within a row", e);
        }
    }

    /// The header: a signature, flags, and the length of what an extension of it may have.
    private void begin() throws SQLException, IOException {
        receive();
        byte[] signature = new byte[SIGNATURE.length];
        message.get(signature);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw new IOException("the database sends no COPY in binary form");
        }
        int _ = message.getInt();
        message.position(message.position() + Integer.BYTES + message.getInt(message.position()));
        begun = true;
    }

    /// Reads on to the end of the COPY. Otherwise it would be canceled, and the cancel would meet a later statement.
    private void end() throws SQLException, IOException {
        ended = true;
        if (copy.readFromCopy() != null) {
            throw new IOException("the database sends more after the last row");
        }
    }

    /// Gets the next message, unless there is something left of this one. PostgreSQL sends each row in a message.
    private void receive() throws SQLException, IOException {
        while (!message.hasRemaining()) {
            byte[] next = copy.readFromCopy();
            if (next == null) {
                throw new IOException("the database has ended the COPY before its end");
            }
            if (next.length > MOST_BYTES) {
                throw new IOException("a row has %d bytes, more than %d".formatted(next.length, MOST_BYTES));
            }
            message = ByteBuffer.wrap(next);
        }
    }

    private void put(RowSink row, int column) throws IOException {
        int length = message.getInt();
        if (length == NULL) {
            row.absent(column);
            return;
        }
        switch (kinds[column]) {
            case DOUBLE -> row.number(column, message.getDouble());
            case INTEGER -> row.integer(column, message.getLong());
            case TIME -> row.integer(column, since1970(message.getLong()));
            case TEXT -> {
                byte[] text = new byte[length];
                message.get(text);
                row.text(column, text);
            }
        }
    }

    private static long since1970(long since2000) throws IOException {
        if (since2000 == Long.MAX_VALUE || since2000 == Long.MIN_VALUE) {
            throw new IOException("a row has an infinite time, which a Parquet file cannot hold");
        }
        return Math.addExact(since2000, MICROS_OF_2000);
    }
}
