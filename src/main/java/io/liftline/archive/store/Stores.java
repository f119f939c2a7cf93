package io.liftline.archive.store;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Opens the configured store for the archive.
@Singleton
class Stores {

    private final ConfiguredStore configured;

    Stores(ConfiguredStore configured) {
        this.configured = configured;
    }

    /// The store. Empty if there is none.
    ///
    /// @throws UncheckedIOException if a file of the configuration cannot be read
    @Produces
    @Singleton
    ArchiveStore store() {
        try {
            return new ArchiveStore(configured.open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close(@Disposes ArchiveStore store) {
        store.configured().ifPresent(ObjectStore::close);
    }
}
