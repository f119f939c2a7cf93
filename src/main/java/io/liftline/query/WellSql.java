package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/// SQL statements of the table `well`, which contains the wells and the approximate range of their samples.
final class WellSql {

    /// `$1` exact ids, `$2` prefixes, `$3` after this id, `$4` with this prefix, `$5` maximum rows: permitted
    /// wells, ordered by id.
    static final String PAGE = """
            SELECT well_id, first_at, last_at
            FROM well
            WHERE well_id > $3
              AND well_id ^@ $4
              AND %s
            ORDER BY well_id
            LIMIT $5""".formatted(WellScope.predicate(1));

    /// `$1` exact ids, `$2` prefixes, `$3` after this id, `$4` ids, `$5` maximum rows: the permitted ones of
    /// these wells, ordered by id. The time is NULL for a well that the table does not have.
    static final String NAMED_PAGE = """
            SELECT well_id, last_at
            FROM unnest($4::VARCHAR[]) AS named (well_id)
            LEFT JOIN well USING (well_id)
            WHERE well_id > $3
              AND %s
            ORDER BY well_id
            LIMIT $5""".formatted(WellScope.predicate(1));

    /// `$1` well: its row, if the table has one.
    static final String ONE = """
            SELECT well_id, first_at, last_at
            FROM well
            WHERE well_id = $1""";

    private WellSql() {}

    /// A row of the table.
    ///
    /// @param wellId the well
    /// @param firstAt its earliest event time, in microseconds since 1970-01-01T00:00:00Z
    /// @param lastAt a lower bound of its latest event time
    record RegisteredWell(String wellId, long firstAt, long lastAt) {

        /// Reads a row of [#PAGE] or [#ONE].
        static RegisteredWell of(Row row) {
            return new RegisteredWell(
                    row.getString("well_id"),
                    micros(row.getOffsetDateTime("first_at")),
                    micros(row.getOffsetDateTime("last_at")));
        }

        HintedWell hinted() {
            return new HintedWell(wellId, OptionalLong.of(lastAt));
        }
    }

    /// A well with the lower bound for the search of its newest sample.
    ///
    /// @param wellId the well
    /// @param lastAt a lower bound of its latest event time; empty if the table does not have the well
    record HintedWell(String wellId, OptionalLong lastAt) {

        /// Reads a row of [#NAMED_PAGE].
        static HintedWell of(Row row) {
            OffsetDateTime lastAt = row.getOffsetDateTime("last_at");
            return new HintedWell(
                    row.getString("well_id"), lastAt == null ? OptionalLong.empty() : OptionalLong.of(micros(lastAt)));
        }
    }

    private static long micros(OffsetDateTime time) {
        return Timestamp.micros(time.toInstant());
    }
}
