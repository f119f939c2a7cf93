package io.liftline.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the service comes up.
@ConfigMapping(prefix = "liftline.startup")
public interface StartupConfig {

    /// Whether the program serves; not an operator's to set: `liftline migrate` does not. Default true.
    @WithDefault("true")
    boolean serve();

    /// Whether the service migrates the schema itself, as the owner (`LIFTLINE_MIGRATE`). Default true.
    /// When false it needs no owner's password, and waits until somebody else has migrated.
    @WithDefault("true")
    boolean migrate();

    /// The first pause before another try while the database is away; it doubles each time. Default 250 ms.
    @WithDefault("250MS")
    Duration firstRetry();

    /// The longest pause before another try. Default 5 s.
    @WithDefault("5S")
    Duration longestRetry();
}
