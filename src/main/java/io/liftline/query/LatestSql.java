package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.SampleColumns;

/// The statements about newest samples.
///
/// A statement without a time bound is planned for every chunk there is (0.25 to 1 ms each), one with a bound
/// that is a parameter only for the chunks behind it. So each exists twice, and the unbounded form is for
/// what the bounded one does not find. The bound has to be a parameter that is planned with its value: bound
/// to a column, or under a generic plan (`plan_cache_mode` in application.properties), it excludes no chunk
/// before execution.
final class LatestSql {

    private LatestSql() {}

    /// `$1` well, `$2` not before this time: its newest sample.
    static String oneSince(SampleColumns columns) {
        return one(columns, "AND timestamp >= $2");
    }

    /// `$1` well: its newest sample.
    static String one(SampleColumns columns) {
        return one(columns, "");
    }

    /// `$1` exact ids, `$2` prefixes, `$3` wells, `$4` not before this time: the newest sample of each of
    /// those that is permitted.
    static String eachSince(SampleColumns columns) {
        return each(columns, "AND timestamp >= $4");
    }

    /// `$1` exact ids, `$2` prefixes, `$3` wells: the newest sample of each of those that is permitted.
    static String each(SampleColumns columns) {
        return each(columns, "");
    }

    private static String one(SampleColumns columns, String bound) {
        return """
                SELECT %s
                FROM esp_telemetry
                WHERE well_id = $1
                  %s
                ORDER BY timestamp DESC
                LIMIT 1""".formatted(columns.selected(), bound);
    }

    private static String each(SampleColumns columns, String bound) {
        return """
                SELECT newest.*
                FROM (
                  SELECT well_id
                  FROM unnest($3::VARCHAR[]) AS named (well_id)
                  WHERE %s
                ) AS wells
                CROSS JOIN LATERAL (
                  SELECT %s
                  FROM esp_telemetry
                  WHERE esp_telemetry.well_id = wells.well_id
                    %s
                  ORDER BY timestamp DESC
                  LIMIT 1
                ) AS newest""".formatted(WellScope.predicate(1), columns.selected(), bound);
    }
}
