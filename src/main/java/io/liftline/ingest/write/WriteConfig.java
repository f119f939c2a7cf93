package io.liftline.ingest.write;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configuration of commits, under `liftline.ingest` like the limits of a request.
@ConfigMapping(prefix = "liftline.ingest")
public interface WriteConfig {

    /// Maximum time of a batch in the queue, and maximum time that a shutdown waits for the queue. Default: the
    /// statement timeout, 30 s.
    @WithDefault("${liftline.database.statement-timeout}")
    Duration deadline();

    /// Maximum number of concurrent commits of small requests. Large requests have one writer in addition, so
    /// the connection pool `copy` must be larger than this. Default 2.
    @WithDefault("2")
    int writers();

    /// Maximum rows of a commit that contains more than one request. Default 10,000.
    @WithDefault("10000")
    int maxCommitRows();

    /// Rows that must be queued before a commit starts beside one that is in progress. Default 1,000.
    @WithDefault("1000")
    int parallelCommitRows();

    /// Maximum time to wait for that many rows. A commit that starts while none is in progress does not wait.
    /// Default 20 ms, which is longer than a typical commit.
    @WithDefault("PT0.02S")
    Duration linger();

    /// A request with more samples is large: it is written by the writer for large requests, one at a time.
    /// Default 10,000.
    @WithDefault("10000")
    int largeRows();

    /// Maximum number of new wells that one user may add within an hour; above it 422. Default 20,000.
    @WithDefault("20000")
    int newWellsPerHour();

    /// Maximum number of new chunks that one request may open; above it 422. Each is a time range, a day by
    /// default, without stored samples. Default 100.
    @WithDefault("100")
    int newChunksPerRequest();

    /// Maximum number of new chunks that one user may open within an hour; above it 422. Default 1,000.
    @WithDefault("1000")
    int newChunksPerHour();
}
