package io.liftline.archive.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Reads an object by one request for each 4 MiB, so that an interrupted connection costs one of them, and one
/// is held in memory.
final class RangedStream extends InputStream {

    private static final int RANGE_BYTES = 4 * 1024 * 1024;
    private static final byte[] NOTHING = {};

    /// Reads a range of the object, of exactly this length.
    interface Ranges {
        byte[] read(long offset, int length) throws IOException;
    }

    private final Found object;
    private final Ranges ranges;
    private byte[] range = NOTHING;
    private int position;
    private long requested;
    private boolean closed;

    RangedStream(Found object, Ranges ranges) {
        this.object = object;
        this.ranges = ranges;
    }

    @Override
    public int read() throws IOException {
        return atEnd() ? -1 : Byte.toUnsignedInt(range[position++]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (atEnd()) {
            return -1;
        }
        int count = Math.min(length, range.length - position);
        System.arraycopy(range, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return range.length - position;
    }

    @Override
    public void close() {
        closed = true;
        range = NOTHING;
        position = 0;
    }

    /// Reads the next range if the last one was consumed. True if there is none.
    private boolean atEnd() throws IOException {
        if (closed) {
            throw new IOException("the stream of '%s' is closed".formatted(object.name()));
        }
        if (position < range.length) {
            return false;
        }
        if (requested == object.bytes()) {
            return true;
        }
        int length = (int) Math.min(RANGE_BYTES, object.bytes() - requested);
        range = NOTHING; // so that it can be collected while the next one arrives
        position = 0;
        range = ranges.read(requested, length);
        requested += length;
        return false;
    }
}
