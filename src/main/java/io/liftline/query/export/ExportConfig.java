package io.liftline.query.export;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Limits of exports as Parquet, under `liftline.export`.
@ConfigMapping(prefix = "liftline.export")
public interface ExportConfig {

    /// Directory for temporary files. Default: that of the platform.
    Optional<Path> directory();

    /// Maximum number of exports at once; then 429. Default 4.
    @WithDefault("4")
    int maxAtOnce();

    /// Maximum bytes of temporary files of one export; then 422. A sample takes about 40 bytes, and 15 for each
    /// channel. Default 2 GiB.
    @WithDefault("2G")
    MemorySize maxBytes();

    /// Maximum memory of DuckDB for one export. Default 64 MiB.
    @WithDefault("64M")
    MemorySize memory();

    /// Maximum time for sending a finished file. Default 30 min.
    @WithDefault("PT30M")
    Duration sendingDeadline();
}
