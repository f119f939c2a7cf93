package io.liftline.archive;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Configuration of the archive, under `liftline.archive`. `StoreConfig` has the keys of the store.
@ConfigMapping(prefix = "liftline.archive")
public interface ArchiveConfig {

    /// Time between two passes over all chunks. Default 10 minutes.
    @WithDefault("PT10M")
    Duration interval();

    /// Time between two drills. Default 7 days.
    @WithDefault("P7D")
    Duration drillEvery();

    /// How long a restored chunk is kept in the hypertable, whatever its age. Default 7 days.
    @WithDefault("P7D")
    Duration keepRestored();

    /// An existing directory for temporary files (`LIFTLINE_ARCHIVE_WORK_DIRECTORY`). The rows of one chunk
    /// must fit, as text. Default the directory for temporary files of the system.
    Optional<Path> workDirectory();

    /// Memory of DuckDB, which writes and reads the Parquet files; in addition to the heap. Default 128 MB.
    @WithDefault("128M")
    MemorySize memory();

    /// Memory of DuckDB for each question that reads archived objects (`LIFTLINE_ARCHIVE_READ_MEMORY`). Default
    /// 64 MB.
    @WithDefault("64M")
    MemorySize readMemory();

    /// Maximum size of the copies of archived objects in the work directory, which questions read
    /// (`LIFTLINE_ARCHIVE_CACHE_SIZE`). The largest object must fit. Default 1 GB.
    @WithDefault("1G")
    MemorySize cacheSize();
}
