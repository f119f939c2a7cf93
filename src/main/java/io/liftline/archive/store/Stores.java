package io.liftline.archive.store;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Opens the configured store.
@Singleton
class Stores {

    private final StoreConfig config;

    Stores(StoreConfig config) {
        this.config = config;
    }

    /// The store. Empty if there is none, or its configuration is incomplete, which `service/SettingsCheck`
    /// refuses.
    @Produces
    @Singleton
    ArchiveStore store() {
        return new ArchiveStore(
                switch (config.store()) {
                    case NONE -> Optional.empty();
                    case DIRECTORY -> config.directory().map(DirectoryStore::new);
                });
    }

    void close(@Disposes ArchiveStore store) {
        store.configured().ifPresent(ObjectStore::close);
    }
}
