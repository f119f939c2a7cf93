package io.liftline.archive.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The store that the configuration names.
@Singleton
public final class ConfiguredStore {

    private final AzureConfig azure;
    private final S3Config s3;
    private final TransferConfig transfer;

    public ConfiguredStore(AzureConfig azure, S3Config s3, TransferConfig transfer) {
        this.azure = azure;
        this.s3 = s3;
        this.transfer = transfer;
    }

    /// One line per error of the configuration. Empty if it is valid, or names no store.
    public List<String> faults() {
        return StoreFaults.of(azure, s3, transfer);
    }

    /// Opens the store, or returns empty if the configuration names none. The caller closes it. This makes no
    /// request yet: see [StoreCheck]. Call it only if there are no [#faults].
    ///
    /// @throws IOException if a file of the configuration cannot be read
    public Optional<ObjectStore> open() throws IOException {
        if (azure.container().isPresent()) {
            return Optional.of(AzureStore.open(azure, Limits.of(transfer)));
        }
        return s3.bucket().isPresent() ? Optional.of(S3Store.open(s3, Limits.of(transfer))) : Optional.empty();
    }
}
