package io.liftline.query;

/// SQL statements about the days on which wells have samples.
final class SampleDaysSql {

    /// `$1` one hour before a range, `$2` its end: until when the rollups are complete, and the first and the last
    /// hour of the range that has changed since. Unlike in the state of a series, late samples of hours that are
    /// in the archive count, because they are in the database. No row if there are no rollups.
    static final String STATE = """
            SELECT complete_until,
                   (SELECT min(bucket) FROM esp_telemetry_touched WHERE bucket > $1 AND bucket < $2) AS first_changed,
                   (SELECT max(bucket) FROM esp_telemetry_touched WHERE bucket > $1 AND bucket < $2) AS last_changed
            FROM rollup_progress
            WHERE to_regclass('esp_telemetry_1h') IS NOT NULL
              AND to_regclass('esp_telemetry_1d') IS NOT NULL""";

    private SampleDaysSql() {}

    /// `$1` one day before a range, `$2` its end, `$3` well: the first day in this order on which the well has
    /// samples.
    static String day(TimeOrder order) {
        return day(order, "AND well_id = $3");
    }

    /// `$1` one day before a range, `$2` its end: the first day in this order on which any well has samples.
    static String dayOfAny(TimeOrder order) {
        return day(order, "");
    }

    private static String day(TimeOrder order, String condition) {
        return """
                SELECT bucket
                FROM esp_telemetry_1d
                WHERE bucket > $1
                  AND bucket < $2
                  %s
                ORDER BY bucket %s
                LIMIT 1""".formatted(condition, order.name());
    }
}
