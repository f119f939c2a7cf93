package io.liftline.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configuration of the start-up.
@ConfigMapping(prefix = "liftline.startup")
public interface StartupConfig {

    /// Whether the program runs the service. `liftline migrate` sets it to false; it is not meant for
    /// operators. Default true.
    @WithDefault("true")
    boolean serve();

    /// Whether the service migrates the schema itself, as the owner (`LIFTLINE_MIGRATE`). If false, it needs no
    /// password of the owner, and waits until another process has migrated the schema. Default true.
    @WithDefault("true")
    boolean migrate();

    /// First pause before a retry while the database is unreachable. It doubles with each retry. Default 250
    /// ms.
    @WithDefault("250MS")
    Duration firstRetry();

    /// Longest pause before a retry. Default 5 s.
    @WithDefault("5S")
    Duration longestRetry();
}
