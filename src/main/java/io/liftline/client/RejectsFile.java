package io.liftline.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Rejected rows in the form of the input, with its header, so that they can be corrected and imported again.
/// A second file beside it, with `.reasons` at its end, has the reason of each row.
final class RejectsFile implements Closeable {

    private final Path path;
    private final FileChannel rows;
    private final FileChannel reasons;

    /// The lengths of both files. What is behind them was written by an import that was stopped, and is written
    /// again by the one that goes on.
    ///
    /// @param lines lines of the rows
    record Lengths(long rows, long reasons, long lines) {

        static final Lengths NONE = new Lengths(0, 0, 0);
    }

    private long lines;

    private RejectsFile(Path path, FileChannel rows, FileChannel reasons, Lengths kept) throws IOException {
        this.path = path;
        this.rows = rows.truncate(kept.rows());
        this.reasons = reasons.truncate(kept.reasons());
        this.lines = kept.lines();
        rows.position(kept.rows());
        reasons.position(kept.reasons());
    }

    /// Opens the files.
    ///
    /// @param kept how much of them is kept
    /// @throws StoppedException if there is a file already of which nothing is kept
    static RejectsFile open(Path path, Lengths kept) throws IOException {
        if (kept.equals(Lengths.NONE) && Files.exists(path)) {
            throw new StoppedException(path + " exists already; name another --errors-file, or remove it");
        }
        return new RejectsFile(path, channel(path), channel(reasonsOf(path)), kept);
    }

    private static Path reasonsOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".reasons");
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Adds a row.
    ///
    /// @param preamble the lines before the first row of the input
    /// @param where file and line of the row
    void add(List<byte[]> preamble, byte[] row, String where, String reason) throws IOException {
        if (lines == 0) {
            for (byte[] line : preamble) {
                write(rows, line);
                lines++;
            }
        }
        write(rows, row);
        lines++;
        write(reasons, (lines + ": " + where + ": " + reason).getBytes(StandardCharsets.UTF_8));
    }

    Lengths lengths() throws IOException {
        return new Lengths(rows.position(), reasons.position(), lines);
    }

    private static void write(FileChannel channel, byte[] line) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Closes the files, and removes them if no row was rejected.
    @Override
    public void close() throws IOException {
        rows.close();
        reasons.close();
        if (lines == 0) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(reasonsOf(path));
        }
    }
}
