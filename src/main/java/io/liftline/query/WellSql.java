package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/// The statements about the table `well`, which knows what wells there are and about when they were measured.
final class WellSql {

    /// `$1` exact ids, `$2` prefixes, `$3` after this name, `$4` with this prefix, `$5` at most so many:
    /// permitted wells by name.
    static final String PAGE = """
            SELECT well_id, first_at, last_at
            FROM well
            WHERE well_id > $3
              AND well_id ^@ $4
              AND %s
            ORDER BY well_id
            LIMIT $5""".formatted(WellScope.predicate(1));

    /// `$1` exact ids, `$2` prefixes, `$3` after this name, `$4` names, `$5` at most so many: which of these
    /// wells are permitted, by name; without a time where the table does not know them.
    static final String NAMED_PAGE = """
            SELECT well_id, last_at
            FROM unnest($4::VARCHAR[]) AS named (well_id)
            LEFT JOIN well USING (well_id)
            WHERE well_id > $3
              AND %s
            ORDER BY well_id
            LIMIT $5""".formatted(WellScope.predicate(1));

    /// `$1` well: its row, if the table knows it.
    static final String ONE = """
            SELECT well_id, first_at, last_at
            FROM well
            WHERE well_id = $1""";

    /// `$1` well: one row if it has a sample. It is planned for every chunk there is, so it is asked only
    /// about wells that the table `well` does not know.
    static final String HAS_SAMPLE = """
            SELECT 1
            FROM esp_telemetry
            WHERE well_id = $1
            LIMIT 1""";

    private WellSql() {}

    /// A well of the table.
    ///
    /// @param wellId the well
    /// @param firstAt its least event time, microseconds since 1970-01-01T00:00:00Z
    /// @param lastAt a lower bound of its greatest event time
    record RegisteredWell(String wellId, long firstAt, long lastAt) {

        /// A row of [#PAGE] or [#ONE].
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

    /// A well and where its newest sample is to be looked for.
    ///
    /// @param wellId the well
    /// @param lastAt a lower bound of its greatest event time; empty when the table does not know the well
    record HintedWell(String wellId, OptionalLong lastAt) {

        /// A row of [#NAMED_PAGE].
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
