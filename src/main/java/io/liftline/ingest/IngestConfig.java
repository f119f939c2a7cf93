package io.liftline.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much one request may hold, and for how long it may take.
@ConfigMapping(prefix = "liftline.ingest")
interface IngestConfig {

    /// The most bytes of a body, packed or unpacked; beyond them 413. Default 64 MiB.
    @WithDefault("64M")
    MemorySize maxBodySize();

    /// The most samples of a request; beyond them 413. Default 100,000.
    @WithDefault("100000")
    int maxSamples();

    /// How far ahead of the service's clock an event time may be. Default 5 minutes.
    @WithDefault("PT5M")
    Duration futureAllowance();

    /// How long a write may take before the request is answered with 503. The write itself goes on, and a
    /// replay finds what it stored. Default 30 s.
    @WithDefault("PT30S")
    Duration deadline();

    /// How many commits of small requests may be under way at once; large ones have one of their own, so the
    /// pool of the data source `copy` needs one connection more. Default 2.
    @WithDefault("2")
    int writers();

    /// How many rows one commit takes at most when it holds more than one request. Default 10,000.
    @WithDefault("10000")
    int maxCommitRows();

    /// How many rows have to wait before a commit sets out beside one that is under way. Default 1,000.
    @WithDefault("1000")
    int companyRows();

    /// How long such a commit waits for that many; one that finds none under way waits for nothing. Default
    /// 20 ms, longer than a commit usually takes.
    @WithDefault("PT0.02S")
    Duration linger();

    /// Above this many samples a request is large: written beside the small ones, one at a time. Default
    /// 10,000.
    @WithDefault("10000")
    int largeRows();

    /// The most bytes that all requests together may hold; beyond them 429. Default 96 MiB.
    @WithDefault("96M")
    MemorySize maxBytesInFlight();

    /// How long a body may take to arrive. Default 60 s.
    @WithDefault("PT60S")
    Duration uploadDeadline();
}
