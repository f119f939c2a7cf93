package io.liftline.ingest.codec;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a body, each in place: in the body itself, or in one buffer that is used again while it is
/// unpacked. `\n` ends a line, a `\r` before it is dropped. A line longer than [#MAX_LENGTH] is passed over,
/// but counted.
final class Lines implements Closeable {

    static final int MAX_LENGTH = 64 * 1024;

    private final InputStream in;
    private @Nullable ArrayPool lender;
    private final byte[] buffer;
    private int filled;
    private int next;
    private int start;
    private int end;
    private long number;
    private boolean tooLong;
    private boolean exhausted;

    /// The lines of a stream, through a buffer of the pool.
    Lines(InputStream in, ArrayPool arrays) {
        this.in = in;
        this.lender = arrays;
        this.buffer = arrays.take(2 * MAX_LENGTH);
    }

    /// The lines of these bytes, which are left as they are.
    ///
    /// @param length how many of the array
    Lines(byte[] all, int length) {
        this.in = InputStream.nullInputStream();
        this.lender = null;
        this.buffer = all;
        this.filled = length;
        this.exhausted = true;
    }

    /// Goes to the next line.
    ///
    /// @return whether there is one
    boolean next() throws IOException {
        tooLong = false;
        start = next;
        return endAfter(start);
    }

    /// Takes the next line to this one, the `\n` between them and all, for a format where text may hold one.
    ///
    /// @return whether there is one
    boolean extend() throws IOException {
        if (tooLong || isTooLong() || (exhausted && next == filled)) {
            return false;
        }
        return endAfter(next);
    }

    private boolean endAfter(int from) throws IOException {
        int scanned = from;
        while (true) {
            scanned = LineEnd.find(buffer, scanned, filled);
            if (scanned < filled) {
                end = scanned;
                next = scanned + 1;
                number++;
                return true;
            }
            if (exhausted) {
                return lastLine();
            }
            if (filled - start > MAX_LENGTH) {
                tooLong = true;
                start = filled;
            }
            scanned -= compact();
            fill();
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return end > start && buffer[end - 1] == '\r' ? end - 1 - start : end - start;
    }

    /// The number of the line, from 1.
    long number() {
        return number;
    }

    boolean isTooLong() {
        return tooLong || length() > MAX_LENGTH;
    }

    boolean isBlank() {
        if (tooLong) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (lender != null) {
            lender.give(buffer);
            lender = null;
        }
        in.close();
    }

    private boolean lastLine() {
        end = filled;
        next = filled;
        boolean any = tooLong || end > start;
        number += any ? 1 : 0;
        return any;
    }

    /// Moves what is left to the front, and tells by how much.
    private int compact() {
        int by = start;
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= by;
        start = 0;
        return by;
    }

    private void fill() throws IOException {
        int n = in.read(buffer, filled, buffer.length - filled);
        if (n < 0) {
            exhausted = true;
        } else {
            filled += n;
        }
    }
}
