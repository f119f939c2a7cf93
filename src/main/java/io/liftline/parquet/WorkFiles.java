package io.liftline.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory for the files of one piece of work, deleted at its end. Directories that a killed process has
/// left are deleted by the next one that opens one in the same place: each is locked while its process lives.
///
/// The name of a directory has the process in it, because a process must not look at its own locks: closing any
/// channel of a file gives up all locks that the process has on it (POSIX).
public final class WorkFiles implements AutoCloseable {

    private static final String PREFIX = "liftline-archive-";
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lock;

    private WorkFiles(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /// The directory that is configured for them, or that of the system.
    public static Path parent(Optional<Path> configured) {
        return configured.orElse(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// Creates a directory.
    ///
    /// @param parent an existing directory
    public static WorkFiles in(Path parent) throws IOException {
        deleteAbandoned(parent);
        Path directory = Files.createTempDirectory(parent, PREFIX + process());
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return new WorkFiles(directory, channel);
    }

    /// The path of a file in it.
    public Path file(String name) {
        return directory.resolve(name);
    }

    /// The directory.
    public Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(directory);
    }

    /// A text that no other process has, also in another container.
    private static String process() {
        ProcessHandle process = ProcessHandle.current();
        return process.pid() + "-"
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L) + "-";
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
            String ours = PREFIX + process();
            for (Path directory : directories) {
                if (!directory.getFileName().toString().startsWith(ours) && isAbandoned(directory)) {
                    delete(directory);
                }
            }
        }
    }

    /// A directory without a lock file is one that another process is just creating.
    private static boolean isAbandoned(Path directory) throws IOException {
        Path file = directory.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock found = channel.tryLock()) {
            return found != null;
        } catch (OverlappingFileLockException _) {
            return false; // a lock of this process
        } catch (NoSuchFileException | AccessDeniedException _) {
            return false; // just deleted, or of another user
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(directory)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
