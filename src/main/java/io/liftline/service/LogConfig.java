package io.liftline.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the log is written.
@ConfigMapping(prefix = "liftline.log")
interface LogConfig {

    /// Whether each line is a JSON object (`LIFTLINE_LOG_JSON`). Default true in the packaged program.
    @WithDefault("false")
    boolean json();
}
