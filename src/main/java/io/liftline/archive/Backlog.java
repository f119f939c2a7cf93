package io.liftline.archive;

import io.liftline.database.Query;
import io.liftline.schema.StorageConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is still to be archived or dropped, by the database alone: also while the store is away.
///
/// @param chunks chunks that are old enough to be archived, of which no version is verified
/// @param failing versions whose last attempt failed, also verified ones that could not be dropped, and dropped ones
///     that could not be brought back
/// @param overdue verified chunks that should have been dropped more than a day ago
/// @param oldest the end of the oldest chunk that is not verified; empty if there is none
record Backlog(long chunks, long failing, long overdue, Optional<Instant> oldest) {

    private static final Duration LATE = Duration.ofDays(1);

    private static final String AGES = Hypertable.ALL.stream()
            .map(hypertable -> "('%s', ?::timestamptz, ?::timestamptz)".formatted(hypertable.table()))
            .collect(Collectors.joining(", "));

    /// The parameters are two times for each of [Hypertable#ALL]: chunks that end before the first are archived, and
    /// those that end before the second should have been dropped.
    private static final String READ = """
            WITH ages (hypertable, archived_before, dropped_before) AS (
                VALUES %s),
            newest AS (
                SELECT DISTINCT ON (hypertable, range_start) *
                FROM chunk_archive
                ORDER BY hypertable, range_start, version DESC),
            due AS (
                SELECT DISTINCT a.hypertable, c.range_start, c.range_end
                FROM ages a
                JOIN timescaledb_information.chunks c
                  ON format('%%I.%%I', c.hypertable_schema, c.hypertable_name)::regclass = to_regclass(a.hypertable)
                WHERE c.range_end <= a.archived_before
                  AND NOT EXISTS (
                      SELECT FROM newest n
                      WHERE n.hypertable = a.hypertable AND n.state IN ('verified', 'dropped')
                        AND n.range_start <= c.range_start AND n.range_end >= c.range_end))
            SELECT (SELECT count(*) FROM due) AS chunks,
                   (SELECT min(range_end) FROM due) AS oldest,
                   (SELECT count(error) FROM newest) AS failing,
                   (SELECT count(*)
                    FROM newest n
                    JOIN ages a USING (hypertable)
                    WHERE n.state = 'verified' AND n.range_end <= a.dropped_before
                      AND coalesce(n.keep_until <= now(), true)) AS overdue
            """.formatted(AGES);

    /// Reads it.
    ///
    /// @param storage the ages at which chunks are archived and dropped
    static Backlog read(Connection connection, StorageConfig storage, Instant now) throws SQLException {
        return Query.first(
                        connection,
                        row -> new Backlog(
                                row.getLong("chunks"),
                                row.getLong("failing"),
                                row.getLong("overdue"),
                                Query.time(row, "oldest")),
                        READ,
                        Hypertable.ALL.stream()
                                .map(hypertable -> hypertable.lifecycle(storage))
                                .flatMap(ages -> Stream.of(
                                        now.minus(ages.archiveAfter()),
                                        now.minus(ages.dropAfter()).minus(LATE)))
                                .toArray())
                .orElseThrow();
    }

    /// The age of the oldest chunk that is not verified, in seconds; 0 if there is none.
    double oldestSeconds(Instant now) {
        return oldest.map(end -> Duration.between(end, now).toMillis() / 1_000.0)
                .orElse(0.0);
    }
}
