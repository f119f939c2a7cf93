package io.liftline.database;

import java.sql.Connection;
import java.sql.SQLException;

/// A transaction on a connection that is in autocommit mode before and after it.
public final class Transaction {

    /// Work without a result.
    ///
    /// @param <E> what it throws besides
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run() throws SQLException, E;
    }

    /// Work with a result.
    ///
    /// @param <T> the result
    /// @param <E> what it throws besides
    @FunctionalInterface
    public interface Call<T, E extends Exception> {
        T call() throws SQLException, E;
    }

    private Transaction() {}

    /// Runs work and commits it, or rolls it back if it throws anything.
    public static <E extends Exception> void run(Connection connection, Work<E> work) throws SQLException, E {
        boolean _ = call(connection, () -> {
            work.run();
            return true;
        });
    }

    /// The same for work with a result.
    ///
    /// @throws SQLException the failure of the work or of the commit; that of the rollback is suppressed by it
    public static <T, E extends Exception> T call(Connection connection, Call<T, E> work) throws SQLException, E {
        connection.setAutoCommit(false);
        try {
            T result = work.call();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (Throwable e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
