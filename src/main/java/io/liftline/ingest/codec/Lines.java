package io.liftline.ingest.codec;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a body, in place if it is not compressed, otherwise in a buffer into which it is decompressed.
/// A line ends with `\n`; a `\r` before it is removed. A line longer than [#MAX_LENGTH] is skipped, but its
/// number is counted. A byte order mark before the first line is skipped.
final class Lines implements Closeable {

    static final int MAX_LENGTH = 64 * 1024;

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

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

    /// The lines of a stream, read into a buffer of the pool.
    Lines(InputStream in, ArrayPool arrays) {
        this.in = in;
        this.lender = arrays;
        this.buffer = arrays.take(2 * MAX_LENGTH);
    }

    /// The lines of an array, which is not modified.
    ///
    /// @param offset index of the first byte
    /// @param length number of bytes
    Lines(byte[] all, int offset, int length) {
        this.in = InputStream.nullInputStream();
        this.lender = null;
        this.buffer = all;
        this.next = offset;
        this.filled = offset + length;
        this.exhausted = true;
    }

    /// Moves to the next line.
    ///
    /// @return whether there is one
    boolean next() throws IOException {
        tooLong = false;
        start = next;
        boolean any = endAfter(start);
        if (number == 1) {
            passByteOrderMark();
        }
        return any;
    }

    /// Files from Windows programs often start with a byte order mark.
    private void passByteOrderMark() {
        if (!tooLong && Ascii.isAt(UTF_8_MARK, buffer, start, end)) {
            start += UTF_8_MARK.length;
        } else if (!tooLong && end - start >= 2 && isUtf16Mark(buffer[start], buffer[start + 1])) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body begins like UTF-16; send it as UTF-8");
        }
    }

    private static boolean isUtf16Mark(byte first, byte second) {
        return (first == (byte) 0xFF && second == (byte) 0xFE) || (first == (byte) 0xFE && second == (byte) 0xFF);
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

    /// Moves the unread bytes to the start of the buffer. Returns the distance.
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
