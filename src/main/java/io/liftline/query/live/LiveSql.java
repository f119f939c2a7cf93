package io.liftline.query.live;

import io.liftline.query.format.SampleColumns;
import io.liftline.query.live.Announcement.Touched;
import io.liftline.query.series.Statement;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.ToLongFunction;

/// SQL statements of live streams.
///
/// The samples are read once for all streams of a replica, so the statement does not have the scope of a caller.
/// [LiveStream] omits what its caller may not see.
public final class LiveSql {

    /// Maximum rows of one range. With more, the range is announced instead.
    public static final int MAX_ROWS = 1_000;

    /// `$1` replica, `$2` seconds.
    public static final String EXTEND_INTEREST = """
            WITH expired AS (DELETE FROM live_interest WHERE until < now() AND replica <> $1)
            INSERT INTO live_interest (replica, until)
            VALUES ($1, now() + $2::bigint * INTERVAL '1 second')
            ON CONFLICT (replica) DO UPDATE SET until = excluded.until""";

    /// `$1` replica.
    public static final String END_INTEREST = "DELETE FROM live_interest WHERE replica = $1";

    private LiveSql() {}

    /// The samples of these ranges, of each at most one more than [#MAX_ROWS]: the columns of [SampleColumns#ALL],
    /// and the number of the range.
    public static Statement samples(List<Touched> ranges) {
        return new Statement(
                """
                SELECT sample.*, number
                FROM unnest($1::varchar[], $2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY
                  AS touched (touched_well, since, until, number)
                CROSS JOIN LATERAL (
                  SELECT %s
                  FROM esp_telemetry
                  WHERE well_id = touched_well
                    AND timestamp >= since
                    AND timestamp <= until
                    AND timestamp >= $4
                  ORDER BY timestamp
                  LIMIT %d
                ) AS sample
                ORDER BY number, timestamp""".formatted(SampleColumns.ALL.selected(), MAX_ROWS + 1),
                Tuple.tuple()
                        .addArrayOfString(ranges.stream().map(Touched::wellId).toArray(String[]::new))
                        .addArrayOfTemporal(times(ranges, Touched::from))
                        .addArrayOfTemporal(times(ranges, Touched::to))
                        .addTemporal(Timestamp.utc(
                                ranges.stream().mapToLong(Touched::from).min().orElse(0))));
    }

    private static OffsetDateTime[] times(List<Touched> ranges, ToLongFunction<Touched> time) {
        return ranges.stream()
                .map(range -> Timestamp.utc(time.applyAsLong(range)))
                .toArray(OffsetDateTime[]::new);
    }
}
