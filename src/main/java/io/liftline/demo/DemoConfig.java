package io.liftline.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The demo fleet.
@ConfigMapping(prefix = "liftline.demo")
interface DemoConfig {

    /// Whether the service posts the samples of ten made-up wells to itself: 15 days at start, then each
    /// second (`LIFTLINE_DEMO`). Default false.
    @WithDefault("false")
    boolean enabled();
}
