package io.liftline.archive;

import io.liftline.database.Query;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Lists the catalogue in pages, by start of the chunk, hypertable and version.
final class ObjectListing {

    /// Rows of a page.
    static final int PAGE = 500;

    private static final String LIST = """
            SELECT hypertable, chunk, version, range_start, range_end, state, rows, object, bytes, sha256, verified_at,
                   dropped_at, error
            FROM chunk_archive
            WHERE (?::text IS NULL OR hypertable = ?::text) AND range_start < ? AND range_end > ?
            ORDER BY range_start, hypertable, version
            LIMIT ? OFFSET ?
            """;

    private ObjectListing() {}

    /// A page.
    ///
    /// @param offset the rows before it
    static ArchivedObject.Page page(Connection connection, Optional<Hypertable> hypertable, TimeRange range, int offset)
            throws SQLException {
        Optional<String> table = hypertable.map(Hypertable::table);
        List<ArchivedObject> found = Query.list(
                connection,
                ObjectListing::object,
                LIST,
                table,
                table,
                Timestamp.instant(range.to()),
                Timestamp.instant(range.from()),
                PAGE + 1,
                offset);
        return found.size() <= PAGE
                ? new ArchivedObject.Page(found, Optional.empty())
                : new ArchivedObject.Page(found.subList(0, PAGE), Optional.of(String.valueOf(offset + PAGE)));
    }

    private static ArchivedObject object(ResultSet row) throws SQLException {
        return new ArchivedObject(
                row.getString("hypertable"),
                row.getString("chunk"),
                row.getInt("version"),
                Query.time(row, "range_start").orElseThrow(),
                Query.time(row, "range_end").orElseThrow(),
                row.getString("state"),
                Optional.ofNullable(row.getObject("rows", Long.class)),
                Optional.ofNullable(row.getString("object")),
                Optional.ofNullable(row.getObject("bytes", Long.class)),
                Optional.ofNullable(row.getString("sha256")),
                Query.time(row, "verified_at"),
                Query.time(row, "dropped_at"),
                Optional.ofNullable(row.getString("error")));
    }
}
