package io.liftline.schema;

import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of its own for one test, with the schema of this program and the rights of the service's role.
///
/// @param database the database
public record MigratedDatabase(TestDatabase database) implements AutoCloseable {

    /// Creates one.
    public static MigratedDatabase create() throws SQLException {
        TestDatabase database = TestDatabase.empty();
        Migrations.complete(database, Migrations.unset(), new ServiceRole(serviceRole(), servicePassword()))
                .migrate();
        return new MigratedDatabase(database);
    }

    /// Creates the role `liftline_reader` with this password, and grants it the views of a database.
    public static void withReader(TestDatabase database, String password) throws SQLException {
        try (Connection owner = database.connect()) {
            new Reader(password).reconcile(owner);
        }
    }

    /// The name of the service's role.
    public static String serviceRole() {
        return DatabaseServer.setting("LIFTLINE_DB_USER");
    }

    /// Connections of the service's role.
    public DataSource asService() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(serviceRole());
        source.setPassword(servicePassword());
        return source;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    private static String servicePassword() {
        return DatabaseServer.setting("LIFTLINE_DB_PASSWORD");
    }
}
