package io.liftline.archive.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Time limits and retries of stores on the network, under `liftline.archive.transfer`.
@ConfigMapping(prefix = "liftline.archive.transfer")
public interface TransferConfig {

    /// Time limit for opening a connection. Default 10 s.
    @WithDefault("PT10S")
    Duration connectTimeout();

    /// Time limit of one request with its body, which is 8 MiB or less. Default 60 s.
    @WithDefault("PT60S")
    Duration requestTimeout();

    /// Time limit for storing or reading one object, with all its requests and retries. Default 1 h.
    @WithDefault("PT1H")
    Duration objectTimeout();

    /// How often a request is sent at most: 1 to 10. Default 4.
    @WithDefault("4")
    int attempts();

    /// How many bytes a second all transfers of a replica have together at most
    /// (`LIFTLINE_ARCHIVE_TRANSFER_MAX_BYTES_PER_SECOND`), at least 64 KB. Default no limit.
    Optional<MemorySize> maxBytesPerSecond();
}
