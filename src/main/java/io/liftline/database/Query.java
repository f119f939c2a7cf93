package io.liftline.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements with bound parameters on a JDBC connection. An [Instant] is bound as `timestamptz`, an empty
/// [Optional] as NULL.
public final class Query {

    private Query() {}

    /// Reads one row.
    @FunctionalInterface
    public interface RowReader<T> {

        /// The value of the current row.
        T read(ResultSet row) throws SQLException;
    }

    /// The rows of a query.
    public static <T> List<T> list(Connection connection, RowReader<T> reader, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> values = new ArrayList<>();
            while (rows.next()) {
                values.add(reader.read(rows));
            }
            return values;
        }
    }

    /// The first row of a query, or empty if there is none.
    public static <T> Optional<T> first(Connection connection, RowReader<T> reader, String sql, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        }
    }

    /// Runs a statement and returns the number of rows it has changed, 0 for a query.
    public static long execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.execute() ? 0 : Math.max(0, statement.getLargeUpdateCount());
        }
    }

    /// A time of the current row. Empty if it is NULL.
    public static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, bindable(parameters[i]));
        }
        return statement;
    }

    private static @Nullable Object bindable(Object parameter) {
        return switch (parameter) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case Optional<?> optional -> optional.map(Query::bindable).orElse(null);
            default -> parameter;
        };
    }
}
