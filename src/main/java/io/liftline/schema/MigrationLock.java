package io.liftline.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Lets one replica at a time migrate and grant, by an advisory lock of the database. Flyway has a lock of
/// its own, but it
/// does not cover the baseline that it sets before it takes over an old database.
///
/// @param connection holds the lock, until it gives it back or ends
record MigrationLock(Connection connection) implements AutoCloseable {

    /// Waits for the lock, without limit: another replica may be at it for long.
    static MigrationLock take(Connection connection) throws SQLException {
        execute(connection, SchemaSql.LOCK);
        return new MigrationLock(connection);
    }

    @Override
    public void close() throws SQLException {
        execute(connection, SchemaSql.UNLOCK);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
