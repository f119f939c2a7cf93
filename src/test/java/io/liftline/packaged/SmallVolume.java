package io.liftline.packaged;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A small file system in memory (tmpfs) that a test can fill completely.
final class SmallVolume implements AutoCloseable {

    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int SMALLEST_BYTES = 512;

    private final Path directory;

    private SmallVolume(Path directory) {
        this.directory = directory;
    }

    /// Mounts a file system at a directory, which is created if it does not exist. Skips the test if mounting is not
    /// permitted.
    static SmallVolume at(Path directory, int megabytes) throws IOException {
        Files.createDirectories(directory);
        try {
            Command.run(
                    "mount", "-t", "tmpfs", "-o", "size=%dm,mode=0755".formatted(megabytes), "tmpfs", "" + directory);
        } catch (IOException e) {
            Assumptions.abort("skipped: cannot mount a file system: " + e.getMessage());
        }
        return new SmallVolume(directory);
    }

    /// Writes a ballast file that takes all free space.
    void fill() throws IOException {
        try (OutputStream file = Files.newOutputStream(ballast())) {
            for (int size = BLOCK_BYTES; size >= SMALLEST_BYTES; size /= 2) {
                while (wasWritten(file, size)) {
                    // until a block of this size does not fit
                }
            }
        }
    }

    /// Removes the ballast file.
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    /// Unmounts the file system. Processes that use it must have exited.
    @Override
    public void close() throws IOException {
        unmount(directory);
    }

    /// Unmounts the file system at a directory.
    static void unmount(Path directory) throws IOException {
        Command.run("umount", directory.toString());
    }

    static boolean isMountedAt(Path directory) throws IOException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.anyMatch(mount -> mount.split(" ")[1].equals(directory.toString()));
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    private static boolean wasWritten(OutputStream file, int bytes) {
        try {
            file.write(new byte[bytes]);
            return true;
        } catch (IOException _) {
            return false; // no space left
        }
    }
}
