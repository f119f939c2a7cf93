package io.liftline.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Settings of the demo fleet.
@ConfigMapping(prefix = "liftline.demo")
interface DemoConfig {

    /// Whether the service posts samples of ten simulated wells to its own HTTP API (`LIFTLINE_DEMO`): 15 days
    /// of history at start-up, one sample an hour and in the last three hours one a minute, then one a
    /// second. Default false.
    @WithDefault("false")
    boolean enabled();
}
