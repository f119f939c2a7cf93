package io.liftline.archive;

import io.liftline.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/// The right to archive, which one replica has at a time: an advisory lock of the database. It ends with the
/// connection.
///
/// @param connection the connection that holds the lock; all changes of the catalogue use it, so they fail if
///     the lock is lost
record Leadership(Connection connection) implements AutoCloseable {

    private static final String TRY = """
            SELECT pg_try_advisory_lock(hashtextextended('liftline: archive', 0)) AS leads
            """;

    private static final String RELEASE = """
            SELECT pg_advisory_unlock(hashtextextended('liftline: archive', 0))
            """;

    private static final int VALID_WITHIN_SECONDS = 5;

    /// Takes the lock. Empty if another replica has it.
    static Optional<Leadership> attempt(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        try {
            if (Query.first(connection, row -> row.getBoolean("leads"), TRY).orElse(false)) {
                return Optional.of(new Leadership(connection));
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    /// Whether the connection, and with it the lock, is still there.
    boolean holds() throws SQLException {
        return connection.isValid(VALID_WITHIN_SECONDS);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            Query.execute(connection, RELEASE);
        }
    }
}
