package io.liftline.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the database may take, under `liftline.database`. [Deadlines] has what follows from it.
@ConfigMapping(prefix = "liftline.database")
public interface DatabaseConfig {

    /// How long one statement of the service may run before the server ends it
    /// (`LIFTLINE_DATABASE_STATEMENT_TIMEOUT`): PostgreSQL's `statement_timeout` on every connection except the
    /// owner's. From 1 s to 1 h. Default 30 s.
    @WithDefault("PT30S")
    Duration statementTimeout();
}
