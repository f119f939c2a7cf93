package io.liftline.client;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// An open file, or standard input, read in batches of lines.
final class Source implements Closeable {

    /// Bytes of one request, at most, unless a single line has more.
    private static final int MAX_BYTES = 8 << 20;

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Counting raw;
    private final LineReader lines;
    private final byte[] prefix;
    private final List<byte[]> preamble = new ArrayList<>();

    private Source(Counting raw, LineReader lines, byte[] prefix) {
        this.raw = raw;
        this.lines = lines;
        this.prefix = prefix;
    }

    /// Opens a file, which may be compressed with gzip, and reads the lines before its first row.
    ///
    /// @param well the well of all rows; empty if the file has them
    static Source open(InputStream file, Form form, Reading reading, Optional<String> well) throws IOException {
        Counting raw = new Counting(file);
        char delimiter = reading.delimiter();
        byte[] prefix = well.map(id -> (quoted(id, delimiter) + delimiter).getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> new byte[0]);
        Source source = new Source(raw, new LineReader(unpacked(raw)), prefix);
        for (int i = 0; i < reading.preamble(form); i++) {
            Optional<byte[]> line = source.lines.next();
            if (line.isEmpty()) {
                break;
            }
            boolean header = i == reading.skip() && well.isPresent();
            source.preamble.add(
                    header
                            ? joined(("well_id" + delimiter).getBytes(StandardCharsets.UTF_8), withoutMark(line.get()))
                            : line.get());
        }
        return source;
    }

    /// Opens a file by its name, `-` for standard input.
    static InputStream input(Path file) throws IOException {
        return file.toString().equals("-") ? System.in : Files.newInputStream(file);
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 64 * 1024);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, 64 * 1024) : in;
    }

    /// A line without the mark of UTF-8, which Excel writes at the begin of a file. Behind a column that is put before
    /// it, it would belong to a name.
    private static byte[] withoutMark(byte[] line) {
        boolean marked = line.length >= UTF_8_MARK.length
                && Arrays.equals(line, 0, UTF_8_MARK.length, UTF_8_MARK, 0, UTF_8_MARK.length);
        return marked ? Arrays.copyOfRange(line, UTF_8_MARK.length, line.length) : line;
    }

    private static String quoted(String id, char delimiter) {
        return id.indexOf(delimiter) < 0 ? id : '"' + id + '"';
    }

    /// Goes on after the line with this number, which ends at this position.
    void skipTo(long line, long end) throws IOException {
        if (end > lines.position()) {
            lines.skipTo(line, end);
        }
    }

    /// The lines before the first row.
    List<byte[]> preamble() {
        return List.copyOf(preamble);
    }

    /// The next lines. Empty at the end.
    Optional<Batch> next(int maxRows) throws IOException {
        List<byte[]> rows = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long first = lines.number() + 1;
        for (int bytes = 0; rows.size() < maxRows && bytes < MAX_BYTES; ) {
            Optional<byte[]> line = lines.next();
            if (line.isEmpty()) {
                break;
            }
            byte[] row = isBlank(line.get()) ? line.get() : joined(prefix, line.get());
            rows.add(row);
            ends.add(lines.position());
            bytes += row.length;
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Batch(preamble(), rows, ends, first));
    }

    /// The bytes read from the file so far, as it is stored.
    long bytesRead() {
        return raw.count;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static final class Counting extends FilterInputStream {

        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            count += Math.max(n, 0);
            return n;
        }
    }
}
