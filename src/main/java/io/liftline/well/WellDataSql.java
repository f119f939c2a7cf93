package io.liftline.well;

import io.liftline.access.WellScope;

/// SQL statements of the columns of the table `well` that people change.
final class WellDataSql {

    /// `$1` exact ids, `$2` prefixes, `$3` well: its row, if it is permitted.
    static final String READ = """
            SELECT well_id, name, field, limits, version
            FROM well
            WHERE well_id = $3
              AND %s""".formatted(WellScope.predicate(1));

    /// The same, locked until the end of the transaction.
    static final String LOCK = READ + "\nFOR NO KEY UPDATE";

    /// `$1` well, `$2` name, `$3` field, `$4` limits: stores them and returns the row.
    static final String CHANGE = """
            UPDATE well
            SET name = $2, field = $3, limits = $4::jsonb, version = version + 1
            WHERE well_id = $1
            RETURNING well_id, name, field, limits, version""";

    private WellDataSql() {}
}
