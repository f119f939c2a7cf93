package io.liftline.archive.cold;

import io.liftline.archive.parquet.Fingerprint;
import io.liftline.archive.restore.StoredParquet;
import io.liftline.archive.store.ObjectStore;
import io.liftline.parquet.WorkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Local copies of archived objects. Each was compared with its SHA-256 when it was fetched. Copies that are not in
/// use are deleted, the least recently used first, when there is no room for another one. All are deleted at the end of
/// the process.
///
/// Any number of threads may use it. A thread that needs an object which another one fetches waits for it.
final class ObjectCache implements AutoCloseable {

    private static final long WAIT_MILLIS = 30_000;

    private final ObjectStore store;
    private final Path parent;
    private final long maxBytes;
    private final Map<Fingerprint, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Fingerprint> fetching = new HashSet<>();
    private Optional<WorkFiles> files = Optional.empty();
    private long bytes;
    private long fetched;

    /// @param parent an existing directory
    /// @param maxBytes maximum bytes of all copies
    ObjectCache(ObjectStore store, Path parent, long maxBytes) {
        this.store = store;
        this.parent = parent;
        this.maxBytes = maxBytes;
    }

    /// There is no room for a copy.
    static final class FullException extends IOException {

        private static final long serialVersionUID = 1L;

        FullException(String message) {
            super(message);
        }
    }

    private static final class Entry {

        private final Path file;
        private final long bytes;
        private int users;

        Entry(Path file, long bytes) {
            this.file = file;
            this.bytes = bytes;
        }
    }

    /// A copy in use. It is not deleted before it is closed.
    final class Copy implements AutoCloseable {

        private final Entry entry;

        private Copy(Entry entry) {
            this.entry = entry;
        }

        Path file() {
            return entry.file;
        }

        @Override
        public void close() {
            synchronized (ObjectCache.this) {
                entry.users--;
                ObjectCache.this.notifyAll();
            }
        }
    }

    /// The copy of an object, fetched if it is not there. It blocks.
    ///
    /// @throws FullException if all copies are in use, and there is no room for another one
    /// @throws java.nio.file.NoSuchFileException if the object is not in the store
    /// @throws io.liftline.archive.restore.DifferentContentException if it is not what was archived
    Copy open(Fingerprint object) throws IOException {
        Optional<Copy> there = reserve(object);
        return there.isPresent() ? there.get() : fetch(object);
    }

    /// Bytes of all copies.
    synchronized long bytes() {
        return bytes;
    }

    /// How many objects were fetched.
    synchronized long fetched() {
        return fetched;
    }

    @Override
    public synchronized void close() {
        files.ifPresent(directory -> {
            try (directory) {
                entries.clear();
            } catch (IOException _) {
                // the next process deletes what is left
            }
        });
        files = Optional.empty();
    }

    /// The copy, or an empty result after its room was reserved for this thread.
    private synchronized Optional<Copy> reserve(Fingerprint object) throws IOException {
        if (object.bytes() > maxBytes) {
            throw new FullException("the object has %d bytes, the cache %d".formatted(object.bytes(), maxBytes));
        }
        long end = System.nanoTime() + WAIT_MILLIS * 1_000_000;
        while (true) {
            Entry entry = entries.get(object);
            if (entry != null && !Files.exists(entry.file)) { // a program that cleans up temporary files
                entries.remove(object);
                bytes -= entry.bytes;
            } else if (entry != null) {
                entry.users++;
                return Optional.of(new Copy(entry));
            }
            if (!fetching.contains(object) && makeRoom(object.bytes())) {
                fetching.add(object);
                bytes += object.bytes();
                return Optional.empty();
            }
            await(end);
        }
    }

    private Copy fetch(Fingerprint object) throws IOException {
        Optional<Path> file = Optional.empty();
        try {
            Path path = directory().file(object.sha256() + ".parquet");
            Files.createDirectories(directory().directory());
            copy(object, path);
            file = Optional.of(path);
        } finally {
            fetched(object, file);
        }
        return reserve(object).orElseThrow(() -> new FullException("the copy was deleted at once"));
    }

    /// Copies the whole object, or nothing: what is left of a failure would take room that is not counted.
    private void copy(Fingerprint object, Path file) throws IOException {
        try {
            StoredParquet.fetch(store, object, file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private synchronized void fetched(Fingerprint object, Optional<Path> file) {
        fetching.remove(object);
        if (file.isPresent()) {
            entries.put(object, new Entry(file.get(), object.bytes()));
            fetched++;
        } else {
            bytes -= object.bytes();
        }
        notifyAll();
    }

    private synchronized WorkFiles directory() throws IOException {
        if (files.isEmpty()) {
            files = Optional.of(WorkFiles.in(parent));
        }
        return files.get();
    }

    /// Deletes copies until there is room. Returns whether there is.
    private boolean makeRoom(long needed) throws IOException {
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes + needed > maxBytes && oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entry.users == 0) {
                Files.deleteIfExists(entry.file);
                bytes -= entry.bytes;
                oldest.remove();
            }
        }
        return bytes + needed <= maxBytes;
    }

    private void await(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new FullException("all %d bytes of copies are in use".formatted(bytes));
        }
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the service stops", e);
        }
    }
}
