package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.SampleColumns;

/// SQL statements for ranges of samples. A statement about a single well takes a [PermittedWell]. One about
/// several wells contains the scope of the caller as a predicate, so it cannot return a row that the caller may
/// not see.
final class QuerySql {

    private QuerySql() {}

    /// `$1` well, `$2` from, `$3` to, `$4` maximum rows.
    static String samples(SampleColumns columns, TimeOrder order) {
        return """
                SELECT %s
                FROM esp_telemetry
                WHERE well_id = $1
                  AND timestamp >= $2
                  AND timestamp < $3
                ORDER BY timestamp %s
                LIMIT $4""".formatted(columns.selected(), order.name());
    }

    /// `$1` exact ids, `$2` prefixes, `$3` from, `$4` to, `$5` wells or NULL for all: the plan for reading
    /// their samples, as JSON. Its estimate of rows is that of the samples.
    static final String ESTIMATE = """
            EXPLAIN (FORMAT JSON)
            SELECT timestamp
            FROM esp_telemetry
            WHERE timestamp >= $3
              AND timestamp < $4
              AND ($5::VARCHAR[] IS NULL OR well_id = ANY($5::VARCHAR[]))
              AND %s""".formatted(WellScope.predicate(1));

    /// `$1` exact ids, `$2` prefixes, `$3` from, `$4` to, `$5` wells or NULL for all, `$6` and `$7` time and well of
    /// the previous sample or NULL, `$8` maximum rows: samples of permitted wells, ordered by time and well.
    static String fleetSamples(SampleColumns columns, TimeOrder order) {
        return """
                SELECT %1$s
                FROM esp_telemetry
                WHERE timestamp >= $3
                  AND timestamp < $4
                  AND ($5::VARCHAR[] IS NULL OR well_id = ANY($5::VARCHAR[]))
                  AND ($7::VARCHAR IS NULL OR timestamp <> $6 OR well_id %2$s $7)
                  AND %3$s
                ORDER BY timestamp %4$s, well_id %4$s
                LIMIT $8""".formatted(
                        columns.selected(), order == TimeOrder.ASC ? ">" : "<", WellScope.predicate(1), order.name());
    }
}
