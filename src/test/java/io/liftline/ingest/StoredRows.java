package io.liftline.ingest;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Looks into the database, and gets in the way there, as the owner of the schema.
public final class StoredRows {

    private final AgroalDataSource owner;

    public StoredRows(AgroalDataSource owner) {
        this.owner = owner;
    }

    /// Keeps every write waiting until closed.
    public final class Hold implements AutoCloseable {

        private final Connection connection;

        Hold() throws SQLException {
            connection = owner.getConnection();
            connection.setAutoCommit(false);
            run(connection, "LOCK TABLE esp_telemetry IN EXCLUSIVE MODE");
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }

    public Hold hold() throws SQLException {
        return new Hold();
    }

    /// How many rows the wells of this prefix have.
    public long count(String prefix) throws SQLException {
        return number("SELECT count(*) FROM esp_telemetry WHERE well_id ^@ '" + prefix + "'");
    }

    /// The sum of one channel over the wells of this prefix.
    public double sum(String prefix, String channel) throws SQLException {
        return number("SELECT coalesce(sum(" + channel + "), 0) * 1000 FROM esp_telemetry WHERE well_id ^@ '" + prefix
                        + "'")
                / 1000.0;
    }

    public long number(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    public String text(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    public void run(String sql) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            run(connection, sql);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
