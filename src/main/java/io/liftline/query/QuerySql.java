package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.SampleColumns;

/// The statements about ranges of samples. One about a single well takes a [PermittedWell]; one about several
/// carries the well predicate of the caller, so that no answer can hold a row the caller may not see.
final class QuerySql {

    private QuerySql() {}

    /// `$1` well, `$2` from, `$3` to, `$4` at most so many rows.
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

    /// `$1` exact ids, `$2` prefixes, `$3` from, `$4` to, `$5` wells or NULL for all: per well the count of
    /// samples, and average, least and greatest value of each channel.
    static String summary(SummaryColumns columns) {
        return """
                SELECT %s
                FROM esp_telemetry
                WHERE timestamp >= $3
                  AND timestamp < $4
                  AND ($5::VARCHAR[] IS NULL OR well_id = ANY($5::VARCHAR[]))
                  AND %s
                GROUP BY well_id
                ORDER BY well_id""".formatted(columns.selected(), WellScope.predicate(1));
    }
}
