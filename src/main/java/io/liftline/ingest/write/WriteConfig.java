package io.liftline.ingest.write;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How commits are made, under `liftline.ingest` like the limits of a request.
@ConfigMapping(prefix = "liftline.ingest")
public interface WriteConfig {

    /// How long a batch waits for a writer at most, and how long a shutdown waits for what is queued. Default: what
    /// one statement may take, 30 s.
    @WithDefault("${liftline.database.statement-timeout}")
    Duration deadline();

    /// How many commits of small requests may be under way at once; large ones have one of their own, so the
    /// pool of the data source `copy` needs one connection more. Default 2.
    @WithDefault("2")
    int writers();

    /// How many rows one commit takes at most when it holds more than one request. Default 10,000.
    @WithDefault("10000")
    int maxCommitRows();

    /// How many rows have to wait before a commit begins beside one that is under way. Default 1,000.
    @WithDefault("1000")
    int parallelCommitRows();

    /// How long such a commit waits for that many; one that finds none under way waits for nothing. Default
    /// 20 ms, longer than a commit usually takes.
    @WithDefault("PT0.02S")
    Duration linger();

    /// Above this many samples a request is large: written beside the small ones, one at a time. Default
    /// 10,000.
    @WithDefault("10000")
    int largeRows();
}
