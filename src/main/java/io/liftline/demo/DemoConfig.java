package io.liftline.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Settings of the demo fleet.
@ConfigMapping(prefix = "liftline.demo")
interface DemoConfig {

    /// Whether the service posts samples of ten simulated wells to its own HTTP API (`LIFTLINE_DEMO`): 15 days
    /// of history at start-up, then one sample a well each second. Default false.
    @WithDefault("false")
    boolean enabled();
}
