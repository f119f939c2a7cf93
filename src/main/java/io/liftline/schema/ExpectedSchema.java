package io.liftline.schema;

import io.quarkus.flyway.FlywayDataSource;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;

/// The schema version this program was built for: that of its last migration. Known without a database.
@Singleton
public class ExpectedSchema {

    private final MigrationVersion version;

    ExpectedSchema(@FlywayDataSource("owner") Flyway flyway) {
        this.version = lastOf(flyway.getConfiguration());
    }

    /// The version of the last migration in the program.
    public MigrationVersion version() {
        return version;
    }

    private static MigrationVersion lastOf(Configuration configuration) {
        ResourceProvider resources = configuration.getResourceProvider();
        Collection<LoadableResource> scripts =
                resources.getResources(configuration.getSqlMigrationPrefix(), configuration.getSqlMigrationSuffixes());
        return scripts.stream()
                .map(LoadableResource::getFilename)
                .map(name -> name.substring(
                        configuration.getSqlMigrationPrefix().length(),
                        name.indexOf(configuration.getSqlMigrationSeparator())))
                .map(MigrationVersion::fromVersion)
                .max(MigrationVersion::compareTo)
                .orElseThrow(() -> new IllegalStateException("the program holds no migrations"));
    }
}
