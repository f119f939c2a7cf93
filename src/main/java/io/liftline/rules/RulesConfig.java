package io.liftline.rules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configuration of the rules, under `liftline.rules`.
@ConfigMapping(prefix = "liftline.rules")
interface RulesConfig {

    /// Whether fresh samples are evaluated (`LIFTLINE_RULES_ENABLED`). Default true.
    @WithDefault("true")
    boolean enabled();

    /// How often (`LIFTLINE_RULES_INTERVAL`). More than zero. Default 20 s.
    @WithDefault("PT20S")
    Duration interval();

    /// How long after its event time a sample is evaluated (`LIFTLINE_RULES_SETTLE`), so that samples that
    /// come in another order are seen. Default 30 s.
    @WithDefault("PT30S")
    Duration settle();

    /// How old samples may be (`LIFTLINE_RULES_LOOK_BACK`), after an outage or for a new well. Default 24 h.
    @WithDefault("PT24H")
    Duration lookBack();
}
