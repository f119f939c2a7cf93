package io.liftline.archive.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// Configuration of the object store, under `liftline.archive`.
@ConfigMapping(prefix = "liftline.archive")
public interface StoreConfig {

    /// Where archived chunks are kept (`LIFTLINE_ARCHIVE_STORE`): `none`, `directory`, `azure` or
    /// `s3`. With `none` nothing is archived, and no chunk is ever dropped. Default `none`.
    @WithDefault("none")
    StoreKind store();

    /// The directory of the store `directory` (`LIFTLINE_ARCHIVE_DIRECTORY`). It must exist, be on a file
    /// system with hard links, and be the same for all replicas.
    Optional<Path> directory();
}
