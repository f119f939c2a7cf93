package io.liftline.schema;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.SqlState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Names the sessions that kept a migration from locking a table.
final class LockHolders {

    private LockHolders() {}

    /// The failure itself, unless a lock was not available.
    ///
    /// @param owner a connection other than the one that waited for the lock
    /// @throws DatabaseNotReadyException if a lock was not available; it names the sessions that hold it
    static <E extends Exception> E named(Connection owner, E failure) throws SQLException {
        if (!isLockNotAvailable(failure)) {
            return failure;
        }
        List<String> sessions = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(SchemaSql.LOCK_HOLDERS)) {
            while (rows.next()) {
                sessions.add("%d (role %s, application '%s', %s for %d s)"
                        .formatted(
                                rows.getInt("pid"),
                                rows.getString("usename"),
                                rows.getString("application_name"),
                                rows.getString("state"),
                                rows.getLong("seconds")));
            }
        }
        throw new DatabaseNotReadyException(
                sessions.isEmpty()
                        ? "a table could not be locked, nothing was changed"
                        : "a table could not be locked, nothing was changed: it is used by session "
                                + String.join(", ", sessions)
                                + "; wait for it, or end it by SELECT pg_terminate_backend(…)");
    }

    private static boolean isLockNotAvailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (DatabaseFailure.state(cause) == SqlState.LOCK_NOT_AVAILABLE) {
                return true;
            }
        }
        return false;
    }
}
