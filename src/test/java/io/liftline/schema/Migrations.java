package io.liftline.schema;

import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// The program's migrations, configured as the service configures them; nothing has run yet.
final class Migrations {

    /// The last version before the table got one key and the type reading.
    static final String BEFORE_ONE_KEY = "21";

    private Migrations() {}

    /// The migrations for this database.
    static Flyway of(TestDatabase database) {
        return configuration(database).load();
    }

    /// The migrations up to this version, as an older program had them.
    static Flyway upTo(String version, TestDatabase database) {
        return configuration(database).target(version).load();
    }

    /// The migrations, in sessions with this time zone.
    static Flyway inZone(String zone, TestDatabase database) {
        return configuration(database)
                .initSql("SET TimeZone = '%s'".formatted(zone))
                .load();
    }

    private static FluentConfiguration configuration(TestDatabase database) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        DatabaseServer.ofTests().owner(),
                        DatabaseServer.ofTests().ownerPassword())
                .locations("classpath:db/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0");
        new MigrateInOneTransaction().customize(configuration);
        return configuration;
    }
}
