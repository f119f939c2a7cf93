package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.source.NewestDropped;

/// SQL statements for newest samples.
///
/// A statement without a time bound is planned for every chunk (0.25 to 1 ms per chunk), one with a lower bound
/// as parameter only for the chunks from there on. So each statement has two forms, and the unbounded one is
/// used only if the bounded one finds nothing. The bound must be a parameter, and the statement must be planned
/// with its value. If the bound is a column, or under a generic plan (`plan_cache_mode` in
/// application.properties), chunks are excluded only at execution.
final class LatestSql {

    private LatestSql() {}

    /// `$1` well, `$2` lower time bound: the newest sample from there on.
    static String oneSince(SampleColumns columns) {
        return one(columns, "AND timestamp >= $2");
    }

    /// `$1` well: its newest sample.
    static String one(SampleColumns columns) {
        return one(columns, "");
    }

    /// `$1` exact ids, `$2` prefixes, `$3` wells, `$4` lower time bound: the newest sample of each permitted
    /// well from there on.
    static String eachSince(SampleColumns columns) {
        return each(columns, "AND timestamp >= $4");
    }

    /// `$1` exact ids, `$2` prefixes, `$3` wells: the newest sample of each permitted well.
    static String each(SampleColumns columns) {
        return each(columns, "");
    }

    /// `$1` well, `$2` lower time bound: the newest sample from there on, in the table or dropped.
    static String oneWithDropped(SampleColumns columns) {
        return NewestDropped.prefix(columns.channels(), "ARRAY[$1]", "$2") + oneSince(columns);
    }

    /// `$1` exact ids, `$2` prefixes, `$3` wells, `$4` lower time bound: the newest sample of each permitted well from
    /// there on, in the table or dropped.
    static String eachWithDropped(SampleColumns columns) {
        return NewestDropped.prefix(columns.channels(), "$3", "$4") + eachSince(columns);
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
