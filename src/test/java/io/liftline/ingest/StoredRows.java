package io.liftline.ingest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/// Reads the stored rows and blocks writes, as the owner of the schema.
@Singleton
public final class StoredRows {

    private final AgroalDataSource owner;

    public StoredRows(@DataSource("owner") AgroalDataSource owner) {
        this.owner = owner;
    }

    /// Blocks writes until it is closed.
    public final class Hold implements AutoCloseable {

        private final Connection connection;

        Hold(String sql) throws SQLException {
            connection = owner.getConnection();
            connection.setAutoCommit(false);
            run(connection, sql);
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }

    /// Blocks all writes before they begin.
    public Hold hold() throws SQLException {
        return new Hold("LOCK TABLE esp_telemetry IN EXCLUSIVE MODE");
    }

    /// Blocks a write of this well and time when it reaches that row.
    public Hold hold(String wellId, Instant timestamp) throws SQLException {
        return new Hold("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('%s', '%s', 0)"
                .formatted(wellId, timestamp));
    }

    /// The number of statements that wait for a lock.
    public long waitsForLocks() throws SQLException {
        return number("SELECT count(*) FROM pg_locks WHERE NOT granted");
    }

    /// The number of rows of the wells with this prefix.
    public long count(String prefix) throws SQLException {
        return number("SELECT count(*) FROM esp_telemetry WHERE well_id ^@ '" + prefix + "'");
    }

    /// The sum of a channel over the wells with this prefix.
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
