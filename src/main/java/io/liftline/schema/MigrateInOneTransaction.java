package io.liftline.schema;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Runs all pending migrations in one transaction, so that one which fails or is killed leaves the database
/// whole.
///
/// Flyway refuses a migration that cannot run in a transaction while this holds; such a step belongs in the
/// service. A replica waits, without limit, for another one that migrates: taking over a large table may
/// take an hour.
@Singleton
@FlywayDataSource("owner")
public class MigrateInOneTransaction implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.group(true).lockRetryCount(-1);
    }
}
