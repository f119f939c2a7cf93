package io.liftline.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Limits of an ingest request, and the names of line protocol.
@ConfigMapping(prefix = "liftline.ingest")
public interface IngestConfig {

    /// Maximum bytes of a body, both as sent and decompressed; above it 413. It is never more than three
    /// quarters of `liftline.http.memory-budget`. Default 64 MiB.
    @WithDefault("64M")
    MemorySize maxBodySize();

    /// Maximum samples of a request; above it 413. Default 100,000.
    @WithDefault("100000")
    int maxSamples();

    /// How far an event time may be ahead of the service's clock. Default 5 minutes.
    @WithDefault("PT5M")
    Duration futureAllowance();

    /// Maximum duration of a write before the request is answered with 503. The write continues, and a retry of
    /// the request finds the rows that it stored. Default: the statement timeout, 30 s.
    @WithDefault("${liftline.database.statement-timeout}")
    Duration deadline();

    /// Maximum time for a body to arrive. Default 60 s.
    @WithDefault("PT60S")
    Duration uploadDeadline();

    /// The names of the well tag and the fields in line protocol.
    LineProtocol lineProtocol();

    /// Defaults for line protocol. A request overrides them by the parameters `well_tag` and `fields`.
    interface LineProtocol {

        /// The tag that contains the well id. Default `well_id`.
        @WithDefault("well_id")
        String wellTag();

        /// Fields that are channels under other names, such as `PIP:pip,TM:motor_temp`. Default none.
        Optional<List<String>> fields();
    }
}
