package io.liftline.query.fleet;

import io.liftline.access.WellScope;
import io.liftline.query.series.Statement;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;

/// SQL statements about the state of a fleet. Each contains the scope of the caller as a predicate.
///
/// The number of rows that a statement reads depends on the number of wells, not on how often they are
/// measured: a well costs searches in the index of the samples, each of at most [#SEARCHED] rows. All
/// searches have a lower bound of time as a parameter, so that older chunks are excluded when the
/// statement is planned.
public final class FleetSql {

    /// A channel that the newest sample does not have is searched in so many samples.
    static final int SEARCHED = 30;

    /// `$1` exact ids, `$2` prefixes, `$3` wells or NULL for all, `$4` with this prefix, `$5` since when a well
    /// is not silent, `$6` since when a well has data, `$7` and `$8` the numbers of the severities of an alarm
    /// and of a warning, `$9` to `$11` state, severity and id of the last well of the previous page, `$12`
    /// maximum rows: how many wells are in each state, and the wells of a page, the worst first. There is at
    /// least one row; without a well, its id is NULL.
    ///
    /// A well whose time in the table `well` is recent enough is not searched for its newest sample.
    private static final String WELLS = """
            WITH trouble AS (
              SELECT well_id,
                     count(*) AS findings,
                     min(array_position(ARRAY['critical', 'high', 'medium', 'low', 'info'], severity) - 1) AS worst
              FROM diagnostic_state
              WHERE state <> 'closed'
                AND %1$s
              GROUP BY well_id
            ), aged AS MATERIALIZED (
              SELECT well_id,
                     CASE
                       WHEN last_at >= $5 THEN last_at
                       ELSE coalesce(
                         (SELECT timestamp
                          FROM esp_telemetry
                          WHERE esp_telemetry.well_id = well.well_id
                            AND timestamp >= $6
                          ORDER BY timestamp DESC
                          LIMIT 1),
                         last_at)
                     END AS newest
              FROM well
              WHERE %1$s
                AND ($3::varchar[] IS NULL OR well_id = ANY ($3::varchar[]))
                AND well_id ^@ $4
            ), judged AS (
              SELECT well_id, newest, coalesce(findings, 0) AS findings, coalesce(worst, 9) AS worst,
                     CASE
                       WHEN worst <= $7 THEN 0
                       WHEN newest < $5 AND newest >= $6 THEN 1
                       WHEN worst <= $8 THEN 2
                       WHEN newest < $6 THEN 3
                       ELSE 4
                     END AS state
              FROM aged
              LEFT JOIN trouble USING (well_id)
            ), page AS (
              SELECT *
              FROM judged
              WHERE (state, worst, well_id) > ($9::integer, $10::integer, $11::varchar)
              ORDER BY state, worst, well_id
              LIMIT $12
            )
            SELECT counts.*, page.*
            FROM (
              SELECT count(*) FILTER (WHERE state = 0) AS count_0,
                     count(*) FILTER (WHERE state = 1) AS count_1,
                     count(*) FILTER (WHERE state = 2) AS count_2,
                     count(*) FILTER (WHERE state = 3) AS count_3,
                     count(*) FILTER (WHERE state = 4) AS count_4
              FROM judged
            ) AS counts
            LEFT JOIN page ON true
            ORDER BY state, worst, well_id""".formatted(WellScope.predicate(1));

    private static final String PERMITTED = """
            FROM (
              SELECT well_id
              FROM unnest($3::varchar[]) AS named (well_id)
              WHERE %s
            ) AS listed""".formatted(WellScope.predicate(1));

    private FleetSql() {}

    /// The wells of a page. The rows are those that [JudgedWell] and [StateCounts] read.
    public static Statement wells(FleetScope wells, Limits limits, PagePosition after, int most) {
        return new Statement(
                WELLS,
                wells.permitted()
                        .addArrayOfString(wells.named().orElse(null))
                        .addString(wells.prefix())
                        .addTemporal(Timestamp.utc(limits.silentBefore()))
                        .addTemporal(Timestamp.utc(limits.noDataBefore()))
                        .addInteger(limits.alarm().ordinal())
                        .addInteger(limits.warning().ordinal())
                        .addInteger(after.state())
                        .addInteger(after.worst())
                        .addString(after.wellId())
                        .addInteger(most));
    }

    /// The newest sample since a time of each of these wells: well, time, and the channels.
    public static Statement newest(FleetScope scope, String[] wells, List<Channel> channels, long since) {
        return new Statement(
                """
                SELECT newest.*
                %s
                CROSS JOIN LATERAL (
                  SELECT well_id, timestamp%s
                  FROM esp_telemetry
                  WHERE esp_telemetry.well_id = listed.well_id
                    AND timestamp >= $4
                  ORDER BY timestamp DESC
                  LIMIT 1
                ) AS newest""".formatted(PERMITTED, each(channels, ", %1$s::double precision AS %1$s")),
                scope.permitted().addArrayOfString(wells).addTemporal(Timestamp.utc(since)));
    }

    /// The newest value of one channel of a well, for each of these pairs: well, channel, time and value.
    /// Pairs without a value are absent.
    public static Statement missing(FleetScope scope, List<MissingValue> missing, List<Channel> channels, long since) {
        return new Statement(
                """
                SELECT listed.well_id, listed.channel, found.timestamp, found.value
                FROM (
                  SELECT well_id, channel
                  FROM unnest($3::varchar[], $4::integer[]) AS missing (well_id, channel)
                  WHERE %s
                ) AS listed
                CROSS JOIN LATERAL (
                  SELECT timestamp, value
                  FROM (
                    SELECT timestamp, CASE listed.channel%s END AS value
                    FROM esp_telemetry
                    WHERE esp_telemetry.well_id = listed.well_id
                      AND timestamp >= $5
                    ORDER BY timestamp DESC
                    LIMIT %d
                  ) AS latest
                  WHERE value IS NOT NULL
                  ORDER BY timestamp DESC
                  LIMIT 1
                ) AS found""".formatted(WellScope.predicate(1), cases(channels), SEARCHED),
                scope.permitted()
                        .addArrayOfString(
                                missing.stream().map(MissingValue::wellId).toArray(String[]::new))
                        .addArrayOfInteger(
                                missing.stream().map(MissingValue::channel).toArray(Integer[]::new))
                        .addTemporal(Timestamp.utc(since)));
    }

    /// The last values of whole hours, per well: the number of the hour, from 0, and an array of each
    /// channel.
    public static Statement hours(
            FleetScope scope, String[] wells, List<Channel> channels, TimeRange range, long from) {
        return new Statement(
                """
                SELECT well_id,
                       array_agg((extract(epoch FROM bucket - $6::timestamptz) / 3600)::integer ORDER BY bucket) AS hours%s
                FROM esp_telemetry_1h
                WHERE bucket >= $4
                  AND bucket < $5
                  AND well_id = ANY ($3::varchar[])
                  AND %s
                GROUP BY well_id""".formatted(each(channels, ", array_agg(%1$s_last ORDER BY bucket) AS %1$s"), WellScope.predicate(1)),
                scope.permitted()
                        .addArrayOfString(wells)
                        .addTemporal(Timestamp.utc(range.from()))
                        .addTemporal(Timestamp.utc(range.to()))
                        .addTemporal(Timestamp.utc(from)));
    }

    /// The last value of each channel in each part of the range that is read from raw samples: well,
    /// number of the part, and the channels.
    public static Statement parts(FleetScope scope, String[] wells, List<Channel> channels, List<TrendPart> parts) {
        Tuple parameters = scope.permitted()
                .addArrayOfString(wells)
                .addArrayOfInteger(parts.stream().map(TrendPart::number).toArray(Integer[]::new))
                .addArrayOfTemporal(
                        times(parts.stream().map(part -> part.range().from()).toList()))
                .addArrayOfTemporal(
                        times(parts.stream().map(part -> part.range().to()).toList()))
                .addTemporal(Timestamp.utc(parts.getFirst().range().from()))
                .addTemporal(Timestamp.utc(parts.getLast().range().to()));
        return new Statement(
                """
                SELECT listed.well_id, part.number%s
                %s
                CROSS JOIN unnest($4::integer[], $5::timestamptz[], $6::timestamptz[]) AS part (number, since, until)
                CROSS JOIN LATERAL (
                  SELECT timestamp%s
                  FROM esp_telemetry
                  WHERE %s
                  ORDER BY timestamp DESC
                  LIMIT 1
                ) AS newest""".formatted(
                                channels.stream().map(FleetSql::lastInPart).collect(Collectors.joining()),
                                PERMITTED,
                                each(channels, ", %1$s::double precision AS %1$s"),
                                IN_PART),
                parameters);
    }

    private static final String IN_PART = """
            esp_telemetry.well_id = listed.well_id
              AND timestamp >= part.since
              AND timestamp < part.until
              AND timestamp >= $7
              AND timestamp < $8""";

    /// The value in the newest sample of the part, or else the newest one among the samples before it.
    private static String lastInPart(Channel channel) {
        return """
                , coalesce(newest.%1$s, (
                    SELECT value
                    FROM (
                      SELECT timestamp, %1$s::double precision AS value
                      FROM esp_telemetry
                      WHERE %2$s
                      ORDER BY timestamp DESC
                      LIMIT %3$d
                    ) AS latest
                    WHERE value IS NOT NULL
                    ORDER BY timestamp DESC
                    LIMIT 1)) AS %1$s""".formatted(channel.column(), IN_PART, SEARCHED);
    }

    private static String each(List<Channel> channels, String pattern) {
        return channels.stream().map(Channel::column).map(pattern::formatted).collect(Collectors.joining());
    }

    private static String cases(List<Channel> channels) {
        StringBuilder cases = new StringBuilder();
        for (int channel = 0; channel < channels.size(); channel++) {
            cases.append(" WHEN %d THEN %s::double precision"
                    .formatted(channel, channels.get(channel).column()));
        }
        return cases.toString();
    }

    private static OffsetDateTime[] times(List<Long> micros) {
        return micros.stream().map(Timestamp::utc).toArray(OffsetDateTime[]::new);
    }
}
