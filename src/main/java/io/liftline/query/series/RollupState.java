package io.liftline.query.series;

import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.util.Arrays;

/// Which hours of a range the rollups have, in microseconds since 1970-01-01T00:00:00Z.
///
/// @param completeUntil every hour before this time was aggregated
/// @param touched the hours of them that have changed since, ascending
public record RollupState(long completeUntil, long[] touched) {

    /// No hour. The time is before every range, and can be rounded down to a day.
    public static final RollupState NONE = new RollupState(Long.MIN_VALUE / 2, new long[0]);

    /// If more hours of a range have changed, the rollups are not used.
    private static final int MAX_TOUCHED = 1_000;

    /// The parameters are the range. Hours whose samples are in the archive only stay as they are; the others
    /// that have changed are listed.
    private static final String STATE = """
            SELECT complete_until,
                   ARRAY(
                     SELECT DISTINCT bucket
                     FROM esp_telemetry_touched
                     WHERE bucket > $1::timestamptz - INTERVAL '1 hour'
                       AND bucket < $2::timestamptz
                       AND NOT EXISTS (
                           SELECT FROM esp_telemetry_dropped WHERE bucket >= range_start AND bucket < range_end)
                     ORDER BY bucket
                     LIMIT %d) AS touched
            FROM rollup_progress
            WHERE to_regclass('esp_telemetry_1h') IS NOT NULL
              AND to_regclass('esp_telemetry_1d') IS NOT NULL""".formatted(MAX_TOUCHED + 1);

    /// The statement that reads the state of a range.
    public static Statement statement(TimeRange range) {
        Parameters parameters = new Parameters();
        parameters.time(range.from());
        parameters.time(range.to());
        return new Statement(STATE, parameters.tuple());
    }

    /// Reads the answer to [#statement].
    public static RollupState of(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return NONE;
        }
        Row row = rows.iterator().next();
        OffsetDateTime[] touched = row.getArrayOfOffsetDateTimes("touched");
        return touched.length > MAX_TOUCHED
                ? NONE
                : new RollupState(
                        micros(row.getOffsetDateTime("complete_until")),
                        Arrays.stream(touched).mapToLong(RollupState::micros).toArray());
    }

    private static long micros(OffsetDateTime time) {
        return Timestamp.micros(time.toInstant());
    }
}
