package io.liftline.schema;

import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The program's migrations, configured as the service configures them.
final class Migrations {

    private Migrations() {}

    /// The migrations for this database; nothing has run yet.
    static Flyway of(TestDatabase database) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        DatabaseServer.ofTests().owner(),
                        DatabaseServer.ofTests().ownerPassword())
                .locations("classpath:db/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0");
        new MigrateInOneTransaction().customize(configuration);
        return configuration.load();
    }
}
