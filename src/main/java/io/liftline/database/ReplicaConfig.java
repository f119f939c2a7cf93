package io.liftline.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// A standby of the database for questions about ranges of samples, under `liftline.query.datasource`.
@ConfigMapping(prefix = "liftline.query.datasource")
public interface ReplicaConfig {

    /// A longer lag is not measured: the standby is then taken for one that is away.
    Duration MOST_LAG = Duration.ofMinutes(1);

    /// Its address, `postgresql://host:port/database`, without credentials. Without it, the database itself is
    /// asked.
    Optional<String> url();

    /// The role that reads there. Default: the service's own.
    Optional<String> username();

    /// The password of the role. Default: that of the service's own.
    Optional<String> password();

    /// Maximum number of connections to it. Default 20.
    @WithDefault("20")
    int poolSize();

    /// If it is farther behind, the database itself is asked. At most [#MOST_LAG]. Default 10 s.
    @WithDefault("PT10S")
    Duration maxLag();
}
