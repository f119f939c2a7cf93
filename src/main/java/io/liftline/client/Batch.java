package io.liftline.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Consecutive lines of a file.
///
/// @param preamble the lines that every request begins with: the header, and what is around it
/// @param rows the lines, as they are sent
/// @param ends the position in the file after each line
/// @param firstLine the number of the first one in the file, from 1
record Batch(List<byte[]> preamble, List<byte[]> rows, List<Long> ends, long firstLine) {

    int size() {
        return rows.size();
    }

    /// The number of the last line in the file.
    long lastLine() {
        return firstLine + rows.size() - 1;
    }

    /// The position in the file after the last line.
    long end() {
        return ends.getLast();
    }

    /// The lines from one index to another, exclusive.
    Batch part(int from, int to) {
        return new Batch(preamble, rows.subList(from, to), ends.subList(from, to), firstLine + from);
    }

    /// The index of a row, by its line in the body of the request.
    ///
    /// @param line from 1
    int row(long line) {
        return (int) (line - 1 - preamble.size());
    }

    /// The body of a request with all lines.
    byte[] gzip() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Fast(body)) {
            write(preamble, gzip);
            write(rows, gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    private static void write(List<byte[]> lines, GZIPOutputStream to) throws IOException {
        for (byte[] line : lines) {
            to.write(line);
            to.write('\n');
        }
    }

    /// Sending takes longer than compressing on a slow line only, so it compresses as fast as it can.
    private static final class Fast extends GZIPOutputStream {

        Fast(ByteArrayOutputStream out) throws IOException {
            super(out, 8 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
