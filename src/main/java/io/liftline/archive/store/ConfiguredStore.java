package io.liftline.archive.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The store that the configuration names.
@Singleton
public final class ConfiguredStore {

    private final StoreConfig store;
    private final AzureConfig azure;
    private final S3Config s3;
    private final TransferConfig transfer;

    public ConfiguredStore(StoreConfig store, AzureConfig azure, S3Config s3, TransferConfig transfer) {
        this.store = store;
        this.azure = azure;
        this.s3 = s3;
        this.transfer = transfer;
    }

    /// One line per error of the configuration. Empty if it is valid, or names no store.
    public List<String> faults() {
        return StoreFaults.of(store, azure, s3, transfer);
    }

    /// Opens the store, or returns empty if the configuration names none. The caller closes it. This makes no
    /// request yet: see [StoreCheck]. Call it only if there are no [#faults].
    ///
    /// @throws IOException if a file of the configuration cannot be read
    public Optional<ObjectStore> open() throws IOException {
        return switch (store.store()) {
            case NONE -> Optional.empty();
            case DIRECTORY -> store.directory().map(DirectoryStore::new);
            case AZURE -> Optional.of(AzureStore.open(azure, Limits.of(transfer)));
            case S3 -> Optional.of(S3Store.open(s3, Limits.of(transfer)));
        };
    }
}
