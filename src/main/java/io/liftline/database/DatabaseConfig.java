package io.liftline.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Configuration of the database, under `liftline.database`. [Deadlines] derives its time limits from it.
@ConfigMapping(prefix = "liftline.database")
public interface DatabaseConfig {

    /// Time limit of one statement of the service (`LIFTLINE_DATABASE_STATEMENT_TIMEOUT`): PostgreSQL's
    /// `statement_timeout` on every connection except the owner's. From 1 s to 1 h. Default 30 s.
    @WithDefault("PT30S")
    Duration statementTimeout();
}
