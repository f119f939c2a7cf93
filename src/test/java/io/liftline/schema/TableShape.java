package io.liftline.schema;

import io.liftline.fixtures.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/// Reads the shape of tables from the catalogue of a database.
record TableShape(TestDatabase database) {

    /// Name, type and whether NOT NULL of each column, in order.
    List<String> columns(String table) throws SQLException {
        return database.rows("""
                SELECT attname, format_type(atttypid, atttypmod), attnotnull
                FROM pg_attribute
                WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped
                ORDER BY attnum
                """.formatted(table));
    }

    /// The type of a column.
    String type(String table, String column) throws SQLException {
        return database.row("""
                SELECT format_type(atttypid, atttypmod)
                FROM pg_attribute
                WHERE attrelid = '%s'::regclass AND attname = '%s'
                """.formatted(table, column));
    }

    /// The definition of each index.
    List<String> indexes(String table) throws SQLException {
        return database.rows("""
                SELECT indexdef
                FROM pg_indexes
                WHERE schemaname = 'public' AND tablename = '%s'
                ORDER BY 1
                """.formatted(table));
    }

    /// Name and chunk interval of each hypertable.
    List<String> chunkIntervals() throws SQLException {
        return database.rows("""
                SELECT hypertable_name, time_interval
                FROM timescaledb_information.dimensions
                WHERE hypertable_name IN ('esp_telemetry', 'diagnostic_results')
                ORDER BY 1
                """);
    }

    /// The functions whose name is like a pattern.
    List<String> functions(String pattern) throws SQLException {
        return database.rows("SELECT proname FROM pg_proc WHERE proname LIKE '%s'".formatted(pattern));
    }

    /// Whether the server has the community edition, and with it compression and continuous aggregates.
    boolean community() throws SQLException {
        return database.row("SELECT coalesce(current_setting('timescaledb.license', true), '')")
                .equals("timescale");
    }
}
