package io.liftline.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How much one request may hold, and for how long it may take.
@ConfigMapping(prefix = "liftline.ingest")
public interface IngestConfig {

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
    /// replay finds what it stored. Default: what one statement may take, 30 s.
    @WithDefault("${liftline.database.statement-timeout}")
    Duration deadline();

    /// The most bytes that all requests together may hold; beyond them 429. Default 96 MiB.
    @WithDefault("96M")
    MemorySize maxBytesInFlight();

    /// How long a body may take to arrive. Default 60 s.
    @WithDefault("PT60S")
    Duration uploadDeadline();

    /// How line protocol names the well and the channels.
    LineProtocol lineProtocol();

    /// A request may name others by `well_tag` and `fields`.
    interface LineProtocol {

        /// The tag that names the well. Default `well_id`.
        @WithDefault("well_id")
        String wellTag();

        /// Which channel a field of another name is, such as `PIP:pip,TM:motor_temp`. Default none.
        Optional<List<String>> fields();
    }
}
