package io.liftline.archive;

import io.liftline.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// What is still to be archived.
///
/// @param chunks versions that are begun and not verified
/// @param failing versions whose last attempt failed, also verified ones that could not be dropped
/// @param oldest the end of the oldest of these chunks; empty if there is none
/// @param oldestSeconds how long ago that was, 0 if there is none
record Backlog(long chunks, long failing, Optional<Instant> oldest, double oldestSeconds) {

    private static final String READ = """
            SELECT count(*) FILTER (WHERE state <> 'verified') AS chunks,
                   count(error) AS failing,
                   min(range_end) FILTER (WHERE state <> 'verified') AS oldest,
                   coalesce(extract(epoch FROM now() - min(range_end) FILTER (WHERE state <> 'verified')), 0)::double precision
                       AS oldest_seconds
            FROM chunk_archive
            WHERE state <> 'dropped'
              AND NOT EXISTS (
                  SELECT FROM chunk_archive newer
                  WHERE newer.hypertable = chunk_archive.hypertable AND newer.range_start = chunk_archive.range_start
                    AND newer.version > chunk_archive.version)
            """;

    static Backlog read(Connection connection) throws SQLException {
        return Query.first(
                        connection,
                        row -> new Backlog(
                                row.getLong("chunks"),
                                row.getLong("failing"),
                                Query.time(row, "oldest"),
                                row.getDouble("oldest_seconds")),
                        READ)
                .orElseThrow();
    }
}
