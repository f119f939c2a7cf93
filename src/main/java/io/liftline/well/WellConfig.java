package io.liftline.well;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Configuration of wells, under `liftline.well`.
@ConfigMapping(prefix = "liftline.well")
interface WellConfig {

    /// Limits for all wells that have none of their own (`LIFTLINE_WELL_DEFAULT_LIMITS`), as a JSON object in
    /// the form of `limits` of a well. They are merged over those of `well/default-limits.json`; null removes
    /// one. Default none.
    Optional<String> defaultLimits();
}
