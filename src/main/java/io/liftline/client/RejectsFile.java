package io.liftline.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/// Rejected rows in the form of the input, with its header, so that they can be corrected and imported again.
/// A second file beside it, with `.reasons` at its end, has the reason of each row.
final class RejectsFile implements Closeable {

    private final Path path;
    private final FileChannel rows;
    private final FileChannel reasons;

    /// How much of both files is complete. What is behind it was written by an import that was stopped, and is
    /// written again by the one that goes on.
    ///
    /// @param rows bytes of the rows
    /// @param reasons bytes of the reasons
    /// @param lines lines of the rows
    /// @param checksum CRC-32C of the rows, by which the file is recognized
    record Lengths(long rows, long reasons, long lines, long checksum) {

        static final Lengths NONE = new Lengths(0, 0, 0, 0);
    }

    private final CRC32C checksum = new CRC32C();
    private long lines;

    private RejectsFile(Path path, FileChannel rows, FileChannel reasons, Lengths kept) throws IOException {
        this.path = path;
        if (!isRest(rows, kept) || reasons.size() < kept.reasons()) {
            rows.close();
            reasons.close();
            throw new StoppedException(path + " is not as the import that was stopped has left it;"
                    + " name another --errors-file, and import again without --resume");
        }
        this.rows = rows.truncate(kept.rows());
        this.reasons = reasons.truncate(kept.reasons());
        this.lines = kept.lines();
        rows.position(kept.rows());
        reasons.position(kept.reasons());
    }

    /// Whether the file begins with the rows that are kept. Reads them into the checksum.
    private boolean isRest(FileChannel rows, Lengths kept) throws IOException {
        if (rows.size() < kept.rows()) {
            return false;
        }
        InputStream stored = Channels.newInputStream(rows);
        byte[] part = new byte[8192];
        for (long left = kept.rows(); left > 0; ) {
            int read = stored.read(part, 0, (int) Math.min(part.length, left));
            checksum.update(part, 0, read);
            left -= read;
        }
        return checksum.getValue() == kept.checksum();
    }

    /// Opens the files.
    ///
    /// @param kept how much of them is kept
    /// @throws StoppedException if there is a file already of which nothing is kept, or another one than was kept
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
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Adds a row.
    ///
    /// @param preamble the lines before the first row of the input
    /// @param where file and line of the row
    void add(List<byte[]> preamble, byte[] row, String where, String reason) throws IOException {
        if (lines == 0) {
            for (byte[] line : preamble) {
                addLine(line);
            }
        }
        addLine(row);
        write(reasons, (lines + ": " + where + ": " + reason).getBytes(StandardCharsets.UTF_8));
    }

    private void addLine(byte[] line) throws IOException {
        write(rows, line);
        checksum.update(line);
        checksum.update('\n');
        lines++;
    }

    Lengths lengths() throws IOException {
        return new Lengths(rows.position(), reasons.position(), lines, checksum.getValue());
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
