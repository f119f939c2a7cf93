package io.liftline.rollup;

import io.liftline.schema.RollupSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The statements of the worker on one connection. Its methods block.
final class RollupSession {

    private static final String REFRESH_VIEW =
            "CALL refresh_continuous_aggregate('%s', ?::timestamptz, ?::timestamptz)";

    private final Connection connection;
    private final boolean areViews;

    RollupSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.areViews = one(RollupSql.ARE_VIEWS, row -> row.getBoolean(1));
    }

    /// Reads one row.
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Begins with the oldest chunk, unless there is a progress already.
    ///
    /// @param complete the end of the hours that may be complete
    void begin(Instant complete) throws SQLException {
        update(ProgressSql.BEGIN, utc(complete));
    }

    /// The progress. Empty before the first run of a worker.
    Optional<Progress> progress() throws SQLException {
        return list(ProgressSql.READ, row -> new Progress(instant(row, "complete_until"))).stream()
                .findFirst();
    }

    /// The start of the first chunk that has times after this one. Empty if there is none.
    Optional<Instant> nextChunk(Instant from) throws SQLException {
        return list(
                        ProgressSql.NEXT_CHUNK,
                        row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)),
                        utc(from))
                .getFirst()
                .map(OffsetDateTime::toInstant);
    }

    void advance(Instant completeUntil) throws SQLException {
        update(ProgressSql.ADVANCE, utc(completeUntil));
    }

    /// Marks whole hours as changed.
    void mark(Instant from, Instant to) throws SQLException {
        update(ProgressSql.MARK, utc(from), utc(to));
    }

    /// Whether the connection can be used.
    boolean isOpen() throws SQLException {
        return !connection.isClosed();
    }

    /// Hours that have changed, in order of time.
    ///
    /// @param after a time before the first of them
    /// @param before the end of the hours that were aggregated
    List<TouchedHour> touched(Instant after, Instant before, int limit) throws SQLException {
        update(ProgressSql.COMPACT);
        return list(
                ProgressSql.TOUCHED,
                row -> new TouchedHour(instant(row, "bucket"), row.getString("xacts")),
                utc(after),
                utc(before),
                limit);
    }

    /// Removes the marks of an hour that were read before it was aggregated again.
    void forget(TouchedHour hour) throws SQLException {
        update(ProgressSql.FORGET, utc(hour.start()), hour.transactions());
    }

    long pending() throws SQLException {
        return one(ProgressSql.PENDING, row -> row.getLong(1));
    }

    /// Aggregates whole hours again.
    void refreshHours(Instant from, Instant to) throws SQLException {
        update(areViews ? REFRESH_VIEW.formatted("esp_telemetry_1h") : RollupSql.REFRESH_HOURS, utc(from), utc(to));
    }

    /// Aggregates whole days again, from the hours.
    void refreshDays(Instant from, Instant to) throws SQLException {
        update(areViews ? REFRESH_VIEW.formatted("esp_telemetry_1d") : RollupSql.REFRESH_DAYS, utc(from), utc(to));
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            statement.execute();
        }
    }

    private <T> T one(String sql, Reader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return reader.read(row);
        }
    }

    private <T> List<T> list(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
