package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.stream.Collectors;

/// The statements of the questions. Each carries the well predicate of the caller, so that no answer can
/// hold a row the caller may not see.
final class QuerySql {

    private static final String CHANNELS = columns(Channel.ALL);

    /// Every well that has a sample, found by hopping along the index (well_id, timestamp) from one well to
    /// the next: a number of steps that grows with the wells, not with the samples.
    private static final String STORED_WELLS = """
            WITH RECURSIVE hop AS (
              (SELECT well_id FROM esp_telemetry ORDER BY well_id LIMIT 1)
              UNION ALL
              SELECT (SELECT later.well_id
                      FROM esp_telemetry AS later
                      WHERE later.well_id > hop.well_id
                      ORDER BY later.well_id
                      LIMIT 1)
              FROM hop
              WHERE hop.well_id IS NOT NULL
            ), wells AS (
              SELECT well_id
              FROM hop
              WHERE well_id IS NOT NULL
                AND %s
            )
            """.formatted(WellScope.predicate(1));

    private static final String NAMED_WELLS = """
            WITH wells AS (
              SELECT well_id
              FROM unnest($3::VARCHAR[]) AS named (well_id)
              WHERE %s
            )
            """.formatted(WellScope.predicate(1));

    private static final String NEWEST_OF_EACH = """
            SELECT newest.*
            FROM wells
            CROSS JOIN LATERAL (
              SELECT well_id, timestamp, %s
              FROM esp_telemetry
              WHERE esp_telemetry.well_id = wells.well_id
              ORDER BY timestamp DESC
              LIMIT 1
            ) AS newest
            ORDER BY newest.well_id""".formatted(CHANNELS);

    /// `$1` exact ids, `$2` prefixes: each permitted well with its first and last event time.
    static final String WELLS = STORED_WELLS + """
            SELECT
              wells.well_id,
              (SELECT timestamp FROM esp_telemetry WHERE esp_telemetry.well_id = wells.well_id
               ORDER BY timestamp ASC LIMIT 1) AS first,
              (SELECT timestamp FROM esp_telemetry WHERE esp_telemetry.well_id = wells.well_id
               ORDER BY timestamp DESC LIMIT 1) AS last
            FROM wells
            ORDER BY wells.well_id""";

    /// `$1` exact ids, `$2` prefixes: the newest sample of each permitted well.
    static final String FLEET_LATEST = STORED_WELLS + NEWEST_OF_EACH;

    /// `$1` exact ids, `$2` prefixes, `$3` wells: the newest sample of each of those that is permitted.
    static final String NAMED_LATEST = NAMED_WELLS + NEWEST_OF_EACH;

    /// `$1` exact ids, `$2` prefixes, `$3` well: its newest sample, if it is permitted.
    static final String LATEST = """
            SELECT well_id, timestamp, %s
            FROM esp_telemetry
            WHERE well_id = $3
              AND %s
            ORDER BY timestamp DESC
            LIMIT 1""".formatted(CHANNELS, WellScope.predicate(1));

    /// `$1` exact ids, `$2` prefixes, `$3` well: one row if it has a sample and is permitted.
    static final String EXISTS = """
            SELECT 1
            FROM esp_telemetry
            WHERE well_id = $3
              AND %s
            LIMIT 1""".formatted(WellScope.predicate(1));

    private QuerySql() {}

    /// `$1` exact ids, `$2` prefixes, `$3` well, `$4` from, `$5` to, `$6` at most so many rows.
    static String samples(List<Channel> channels, TimeOrder order) {
        return """
                SELECT well_id, timestamp, %s
                FROM esp_telemetry
                WHERE well_id = $3
                  AND timestamp >= $4
                  AND timestamp < $5
                  AND %s
                ORDER BY timestamp %s
                LIMIT $6""".formatted(columns(channels), WellScope.predicate(1), order.name());
    }

    /// `$1` exact ids, `$2` prefixes, `$3` from, `$4` to, `$5` wells or NULL for all: per well the count of
    /// samples, and
    /// average, least and greatest value of each channel.
    static String summary(List<Channel> channels) {
        return """
                SELECT well_id, count(*), %s
                FROM esp_telemetry
                WHERE timestamp >= $3
                  AND timestamp < $4
                  AND ($5::VARCHAR[] IS NULL OR well_id = ANY($5::VARCHAR[]))
                  AND %s
                GROUP BY well_id
                ORDER BY well_id""".formatted(
                        channels.stream()
                                .map(channel -> "avg(%1$s), min(%1$s), max(%1$s)".formatted(channel.column()))
                                .collect(Collectors.joining(", ")),
                        WellScope.predicate(1));
    }

    private static String columns(List<Channel> channels) {
        return channels.stream().map(Channel::column).collect(Collectors.joining(", "));
    }
}
