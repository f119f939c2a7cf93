package io.liftline.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Limits of the HTTP server that hold for all routes, under `liftline.http`.
@ConfigMapping(prefix = "liftline.http")
public interface HttpConfig {

    /// Maximum bytes that all request bodies and answers hold in memory together ([MemoryBudget]). Default:
    /// half of the maximum heap.
    Optional<MemorySize> memoryBudget();

    /// Maximum time for the body of a request to the REST layer to arrive; then 503. Ingest has its own limit.
    /// Default 10 s.
    @WithDefault("PT10S")
    Duration bodyDeadline();

    /// Maximum time from the first byte of a request, or from the opening of its connection, until its header
    /// is complete. Then the connection is closed. Default 10 s.
    @WithDefault("PT10S")
    Duration headDeadline();

    /// Maximum time in which a client takes none of the bytes that wait for it. Then the connection is closed.
    /// Default 30 s.
    @WithDefault("PT30S")
    Duration writeDeadline();

    /// Maximum number of open connections of each port. One address may hold three quarters of them. Default
    /// 2,000.
    @WithDefault("2000")
    int maxConnections();
}
