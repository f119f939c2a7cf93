package io.liftline.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Names the sessions that kept a migration from locking a table.
final class LockHolders {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private LockHolders() {}

    /// The failure itself, or one to be tried again that names those sessions, if a lock was not to be had.
    ///
    /// @param owner another connection than the one that waited
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
            if (cause instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
