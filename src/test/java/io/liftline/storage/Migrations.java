package io.liftline.storage;

import io.liftline.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The program's migrations, configured as the service configures them.
final class Migrations {

    private Migrations() {}

    /// The migrations for this database; nothing has run yet.
    static Flyway of(TestDatabase database) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(database.jdbcUrl(), TestDatabase.ownerName(), TestDatabase.ownerPassword())
                .locations("classpath:db/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0");
        new MigrateInOneTransaction().customize(configuration);
        return configuration.load();
    }
}
