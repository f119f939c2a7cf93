package io.liftline.schema;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Configures Flyway: all pending migrations run in one transaction, so a failed migration changes nothing.
///
/// Flyway refuses a migration that cannot run in a transaction; such a step belongs in the service. A replica
/// waits, without limit, for another one that migrates: taking over a large table may take an hour.
///
/// Applied migrations that the program no longer has are ignored: versions 30 to 35 replace versions 2 to 9.
@Singleton
@FlywayDataSource("owner")
public class MigrateInOneTransaction implements FlywayConfigurationCustomizer {

    private final TakeoverConfig takeover;

    MigrateInOneTransaction(TakeoverConfig takeover) {
        this.takeover = takeover;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .group(true)
                .lockRetryCount(-1)
                .table(SchemaHistory.TABLE)
                .ignoreMigrationPatterns("*:missing", "*:future")
                .placeholders(Map.of(
                        "takeover_zone",
                        takeover.zone().orElse(""),
                        "takeover_convert",
                        String.join(",", takeover.convert().orElse(List.of()))));
    }
}
