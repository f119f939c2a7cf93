package io.liftline.archive.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Objects as files below a directory, for example on a mounted volume.
///
/// A new object is written to a hidden directory beside the others, forced to disk, and linked to its name. A
/// hard link never replaces a file, so the name appears with the whole content or not at all. The file system
/// must support hard links. A file that a killed process left in the hidden directory is deleted after a day.
public final class DirectoryStore implements ObjectStore {

    /// Not a valid first segment of a name that anybody chooses: listings leave it out.
    private static final String INCOMING = ".incoming";

    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Path root;

    /// @param root an existing directory. It is not created: a missing one is more likely a volume that is
    ///     not mounted
    public DirectoryStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        Path target = path(name);
        requireRoot();
        if (Files.exists(target)) {
            return PutOutcome.ALREADY_THERE;
        }
        Path incoming = root.resolve(INCOMING);
        createDirectories(incoming);
        createDirectories(parent(target));
        Path part = incoming.resolve(UUID.randomUUID().toString());
        try {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            force(part, StandardOpenOption.WRITE);
            deleteAbandoned(
                    incoming, Files.getLastModifiedTime(part).toInstant().minus(ABANDONED_AFTER));
            Files.createLink(target, part);
            force(parent(target), StandardOpenOption.READ);
            return PutOutcome.STORED;
        } catch (FileAlreadyExistsException _) {
            return PutOutcome.ALREADY_THERE;
        } catch (UnsupportedOperationException e) {
            throw new IOException("the file system of " + root + " has no hard links, which the archive needs", e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public InputStream get(String name) throws IOException {
        requireRoot();
        try {
            return Files.newInputStream(path(name));
        } catch (NoSuchFileException _) {
            throw new NoSuchFileException(name, null, "there is no such object in " + describe());
        }
    }

    @Override
    public Optional<StoredObject> head(String name) throws IOException {
        Path path = path(name);
        requireRoot();
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(new StoredObject(name, Files.size(path)))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException {
        ObjectName.validLimit(limit);
        requireRoot();
        List<StoredObject> found = new ArrayList<>();
        collect("", prefix, after, limit, found);
        return found;
    }

    /// Adds the objects of a directory in the order of their names. Directories are ordered with the `/` that
    /// follows them in names, because `a-b/c` comes before `a/c`.
    private void collect(String directory, String prefix, String after, int limit, List<StoredObject> found)
            throws IOException {
        List<String> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path entry : entries) {
                String name = directory + entry.getFileName();
                children.add(Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? name + "/" : name);
            }
        }
        children.sort(null);
        for (String child : children) {
            if (found.size() == limit) {
                return;
            }
            if (child.endsWith("/")) {
                boolean mayMatch = child.startsWith(prefix) || prefix.startsWith(child);
                boolean mayFollow = child.compareTo(after) > 0 || after.startsWith(child);
                if (mayMatch && mayFollow && !child.equals(INCOMING + "/")) {
                    collect(child, prefix, after, limit, found);
                }
            } else if (child.startsWith(prefix) && child.compareTo(after) > 0) {
                head(child).ifPresent(found::add);
            }
        }
    }

    @Override
    public String describe() {
        return "directory " + root;
    }

    @Override
    public void close() {
        // holds nothing open
    }

    private static void deleteAbandoned(Path incoming, Instant before) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming)) {
            for (Path part : parts) {
                if (isOlder(part, before)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /// Another put may delete its own file meanwhile.
    private static boolean isOlder(Path part, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(part).toInstant().isBefore(before);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private Path path(String name) {
        if (ObjectName.valid(name).startsWith(INCOMING + "/")) {
            throw new IllegalArgumentException("'%s' is a name that the store uses itself".formatted(name));
        }
        return root.resolve(name);
    }

    private void requireRoot() throws NotDirectoryException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException("the directory of the archive is not there: " + root);
        }
    }

    /// Creates a directory below the root with its parents, and makes each durable in its parent.
    private void createDirectories(Path directory) throws IOException {
        if (directory.equals(root) || Files.isDirectory(directory)) {
            return;
        }
        createDirectories(parent(directory));
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        force(parent(directory), StandardOpenOption.READ);
    }

    /// A path below the root has a parent.
    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
