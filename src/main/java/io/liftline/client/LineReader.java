package io.liftline.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The lines of a stream as bytes, without the `\n` that ends them.
final class LineReader implements Closeable {

    /// A longer line is no line of samples; the file is probably of another form.
    static final int MAX_LENGTH = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int filled;
    private long number;
    private long position;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// The next line. Empty at the end of the stream.
    ///
    /// @throws StoppedException if the line is too long
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        boolean any = false;
        while (fill()) {
            any = true;
            int end = next;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, next, end - next);
            position += end - next;
            next = end;
            if (line.size() > MAX_LENGTH) {
                throw new StoppedException("line " + (number + 1) + " has more than " + Words.bytes(MAX_LENGTH)
                        + ": the file is no text, or its lines do not end with a line feed");
            }
            if (end < filled) {
                next++;
                position++;
                break;
            }
        }
        number += any ? 1 : 0;
        return any ? Optional.of(line.toByteArray()) : Optional.empty();
    }

    /// The number of the line that [#next] returned last, from 1.
    long number() {
        return number;
    }

    /// The number of bytes up to the end of that line.
    long position() {
        return position;
    }

    /// Goes on after the line with this number, which ends at this position.
    ///
    /// @throws StoppedException if the stream is shorter
    void skipTo(long line, long end) throws IOException {
        while (position < end && fill()) {
            int step = (int) Math.min(end - position, filled - next);
            next += step;
            position += step;
        }
        if (position < end) {
            throw new StoppedException("the file is shorter than it was");
        }
        number = line;
    }

    private boolean fill() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return next < filled;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
