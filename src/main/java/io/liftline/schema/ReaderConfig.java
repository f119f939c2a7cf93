package io.liftline.schema;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Configuration of the role that only reads, under `liftline.reader`.
@ConfigMapping(prefix = "liftline.reader")
interface ReaderConfig {

    /// Password of the role `liftline_reader` (`LIFTLINE_READER_PASSWORD`). With it, the migration creates
    /// the role. Default none.
    Optional<String> password();
}
