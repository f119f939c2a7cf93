package io.liftline.rollup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configuration of the rollups, under `liftline.rollup`.
@ConfigMapping(prefix = "liftline.rollup")
public interface RollupConfig {

    /// How often the rollups are completed, and late samples added to them (`LIFTLINE_ROLLUP_INTERVAL`). More than
    /// zero. Default 20 s.
    @WithDefault("PT20S")
    Duration interval();

    /// Maximum time of one statement that aggregates (`LIFTLINE_ROLLUP_STATEMENT_TIMEOUT`). More than zero.
    /// Default 10 min.
    @WithDefault("PT10M")
    Duration statementTimeout();
}
