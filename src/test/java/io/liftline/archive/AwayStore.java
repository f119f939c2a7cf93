package io.liftline.archive;

import io.liftline.archive.store.ObjectStore;
import io.liftline.archive.store.PutOutcome;
import io.liftline.archive.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A store that cannot be reached.
record AwayStore(ObjectStore sound) implements ObjectStore {

    @Override
    public PutOutcome putIfAbsent(String name, Path content) throws IOException {
        throw away();
    }

    @Override
    public InputStream get(String name) throws IOException {
        throw away();
    }

    @Override
    public Optional<StoredObject> head(String name) throws IOException {
        throw away();
    }

    @Override
    public List<StoredObject> list(String prefix, String after, int limit) throws IOException {
        throw away();
    }

    @Override
    public String describe() {
        return sound.describe();
    }

    @Override
    public void close() {
        sound.close();
    }

    private static IOException away() {
        return new IOException("the store is away");
    }
}
