package io.liftline.schema;

import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/// The program's migrations, configured as the service configures them; nothing has run yet.
final class Migrations {

    private Migrations() {}

    /// The version of the newest migration.
    static String newest() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> Integer.parseInt(name.substring(1, name.indexOf('_'))))
                    .max(Integer::compare)
                    .orElseThrow()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a takeover may change: nothing.
    static TakeoverConfig unset() {
        return config("");
    }

    /// What a takeover may change.
    ///
    /// @param zone of times without one; empty for none
    /// @param convert the columns to convert
    static TakeoverConfig config(String zone, String... convert) {
        return new TakeoverConfig() {
            @Override
            public Optional<String> zone() {
                return zone.isEmpty() ? Optional.empty() : Optional.of(zone);
            }

            @Override
            public Optional<List<String>> convert() {
                return convert.length == 0 ? Optional.empty() : Optional.of(List.of(convert));
            }
        };
    }

    /// The migrations for this database, without what comes before and after them.
    static Flyway of(TestDatabase database) {
        return configuration(database, unset()).load();
    }

    /// The migrations for this database, watched.
    static Flyway with(Callback callback, TestDatabase database) {
        return configuration(database, unset()).callbacks(callback).load();
    }

    /// The migrations up to this version.
    static Flyway upTo(String version, TestDatabase database) {
        return configuration(database, unset()).target(version).load();
    }

    /// The scripts of version 21, as databases of before have had them: two unique keys, channels of type
    /// double precision, and a history under Flyway's own name.
    static Flyway ofVersion21(TestDatabase database) {
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), owner(), ownerPassword())
                .locations("classpath:db/version21")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .group(true)
                .load();
    }

    /// All that the service does to this database, with the owner as its role.
    static SchemaMigration complete(TestDatabase database) {
        return complete(database, unset());
    }

    /// The same with these settings.
    static SchemaMigration complete(TestDatabase database, TakeoverConfig config) {
        return complete(database, config, new ServiceRole(owner(), ""));
    }

    /// The same for this role of the service.
    static SchemaMigration complete(TestDatabase database, TakeoverConfig config, ServiceRole role) {
        return new SchemaMigration(
                configuration(database, config).load(),
                dataSource(database, ""),
                role,
                new TakeoverCheck(config),
                new Reader(""),
                InstantSource.system());
    }

    /// The same by another owner of the schema.
    static SchemaMigration asOwner(TestDatabase database, String owner, String password, ServiceRole role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(owner);
        dataSource.setPassword(password);
        return new SchemaMigration(
                configuration(database, unset()).dataSource(dataSource).load(),
                dataSource,
                role,
                new TakeoverCheck(unset()),
                new Reader(""),
                InstantSource.system());
    }

    /// The same in sessions with this time zone.
    static SchemaMigration inZone(String sessions, TestDatabase database, TakeoverConfig config) {
        return new SchemaMigration(
                configuration(database, config)
                        .initSql("SET TimeZone = '%s'".formatted(sessions))
                        .load(),
                dataSource(database, "-c TimeZone=" + sessions),
                new ServiceRole(owner(), ""),
                new TakeoverCheck(config),
                new Reader(""),
                InstantSource.system());
    }

    private static DataSource dataSource(TestDatabase database, String options) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(owner());
        dataSource.setPassword(ownerPassword());
        dataSource.setOptions(options);
        return dataSource;
    }

    private static FluentConfiguration configuration(TestDatabase database, TakeoverConfig config) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(database.jdbcUrl(), owner(), ownerPassword())
                .locations("classpath:db/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0");
        new MigrateInOneTransaction(config).customize(configuration);
        return configuration;
    }

    private static String owner() {
        return DatabaseServer.ofTests().owner();
    }

    private static String ownerPassword() {
        return DatabaseServer.ofTests().ownerPassword();
    }
}
