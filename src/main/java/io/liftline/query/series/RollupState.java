package io.liftline.query.series;

import io.liftline.query.source.ArchiveUse;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
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

    /// The parameters are the range, and whether the archive is read. The rollups of a dropped hour with late
    /// samples are not aggregated again before the archive has brought the others back. Until then, a question that
    /// reads the archive reads both; for one that does not, the rollups are what is known about the hour.
    private static final String STATE = """
            SELECT complete_until,
                   ARRAY(
                     SELECT DISTINCT bucket
                     FROM esp_telemetry_touched
                     WHERE bucket > $1::timestamptz - INTERVAL '1 hour'
                       AND bucket < $2::timestamptz
                       AND ($3::boolean
                            OR NOT EXISTS (
                                SELECT FROM esp_telemetry_dropped
                                WHERE bucket >= range_start AND bucket < range_end))
                     ORDER BY bucket
                     LIMIT %d) AS touched
            FROM rollup_progress
            WHERE to_regclass('esp_telemetry_1h') IS NOT NULL
              AND to_regclass('esp_telemetry_1d') IS NOT NULL""".formatted(MAX_TOUCHED + 1);

    /// The statement that reads the state of a range.
    ///
    /// @param use whether the question reads the archive
    public static Statement statement(TimeRange range, ArchiveUse use) {
        return new Statement(
                STATE, Tuple.of(Timestamp.utc(range.from()), Timestamp.utc(range.to()), use == ArchiveUse.READ));
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
