package io.liftline.query.series;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// SQL statements of series. Each contains the scope of the caller as a predicate, and bounds of time as
/// parameters, so that chunks are excluded when it is planned.
public final class SeriesSql {

    private final SeriesQuery query;
    private final Parameters parameters = new Parameters();
    private final String wells;

    private SeriesSql(SeriesQuery query, WellScope scope, String[] wells) {
        this.query = query;
        String permitted = WellScope.predicate(parameters.next());
        parameters.texts(scope.exactIds());
        parameters.texts(scope.prefixes());
        this.wells = "well_id = ANY (" + parameters.texts(wells) + ") AND " + permitted;
    }

    /// The figures of each bucket: one row per well, segment and bucket that has samples, ordered by segment.
    /// The columns are those that [WellSeries#read] reads.
    ///
    /// @param segments in order of time
    public static Statement figures(SeriesQuery query, WellScope scope, String[] wells, List<Segment> segments) {
        SeriesSql sql = new SeriesSql(query, scope, wells);
        List<String> parts = new ArrayList<>();
        for (Segment segment : segments) {
            parts.add(query.isCarried() ? sql.weighted(segment) : sql.part(segment, parts.size()));
        }
        return new Statement(String.join("\nUNION ALL\n", parts) + "\nORDER BY part", sql.parameters.tuple());
    }

    /// The last value of each channel before the range, at most so old: one row per well.
    ///
    /// @param micros maximum age in microseconds
    public static Statement carried(SeriesQuery query, WellScope scope, String[] wells, long micros) {
        SeriesSql sql = new SeriesSql(query, scope, wells);
        long from = query.buckets().range().from();
        return new Statement(
                """
                SELECT named.well_id, %1$s
                FROM (
                  SELECT well_id
                  FROM unnest($3::varchar[]) AS listed (well_id)
                  WHERE %2$s
                ) AS named
                %3$s""".formatted(
                        sql.each("%1$s.value AS %1$s"), sql.wells, sql.lastValues(new TimeRange(from - micros, from))),
                sql.parameters.tuple());
    }

    private String lastValues(TimeRange range) {
        String from = parameters.time(range.from());
        String to = parameters.time(range.to());
        return query.channels().stream()
                .map(Channel::column)
                .map(channel -> """
                        LEFT JOIN LATERAL (
                          SELECT %1$s::double precision AS value
                          FROM esp_telemetry
                          WHERE esp_telemetry.well_id = named.well_id
                            AND timestamp >= %2$s
                            AND timestamp < %3$s
                            AND %1$s IS NOT NULL
                          ORDER BY timestamp DESC
                          LIMIT 1
                        ) AS %1$s ON true
                        """.formatted(channel, from, to))
                .collect(Collectors.joining());
    }

    private String part(Segment segment, int number) {
        Source source = segment.source();
        return """
                SELECT %d AS part, well_id, %s AS start, %s
                FROM %s
                WHERE %s
                GROUP BY well_id, start""".formatted(
                        number,
                        start(source.time()),
                        columns((figure, channel) -> source.figure(figure, channel)),
                        source.table(),
                        condition(segment));
    }

    /// The same from raw samples, with the time from each value to the next one of the same channel.
    ///
    /// The window is ordered by descending time, so that its frames begin at the same row and each is computed
    /// from the previous one.
    private String weighted(Segment segment) {
        String start = start("timestamp");
        return """
                SELECT 0 AS part, well_id, start, %s
                FROM (
                  SELECT well_id, timestamp, start, least(%s, %s) AS until, %s, %s
                  FROM (
                    SELECT well_id, timestamp, %s AS start, %s
                    FROM esp_telemetry
                    WHERE %s
                    OFFSET 0
                  ) AS sample
                  WINDOW later AS (
                    PARTITION BY well_id, start
                    ORDER BY timestamp DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                ) AS weighted
                GROUP BY well_id, start""".formatted(
                        columns(SeriesSql::weightedFigure),
                        end("start"),
                        parameters.time(query.buckets().range().to()),
                        each("%1$s"),
                        each("min(timestamp) FILTER (WHERE %1$s IS NOT NULL) OVER later AS %1$s_next"),
                        start,
                        each("%1$s::double precision AS %1$s"),
                        condition(segment));
    }

    private static String weightedFigure(Figure figure, String channel) {
        return figure == Figure.INTEGRAL
                ? "sum(%1$s * extract(epoch FROM coalesce(%1$s_next, until) - timestamp)::double precision)"
                        .formatted(channel)
                : figure.of(channel);
    }

    private String condition(Segment segment) {
        String time = segment.source().time();
        return "%s >= %s AND %s < %s AND %s"
                .formatted(
                        time,
                        parameters.time(segment.range().from()),
                        time,
                        parameters.time(segment.range().to()),
                        wells);
    }

    /// The start of the bucket that contains a time. Calendar buckets of different widths are searched in a list.
    private String start(String time) {
        Buckets buckets = query.buckets();
        if (buckets.isUniform()) {
            return "date_bin(%s, %s, %s)"
                    .formatted(
                            parameters.micros(buckets.end(0) - buckets.start(0)),
                            time,
                            parameters.time(buckets.start(0)));
        }
        String edges = parameters.times(buckets.edges());
        return "(%1$s)[width_bucket(%2$s, %1$s)]".formatted(edges, time);
    }

    /// The end of the bucket with this start.
    private String end(String start) {
        Buckets buckets = query.buckets();
        if (buckets.isUniform()) {
            return start + " + " + parameters.micros(buckets.end(0) - buckets.start(0));
        }
        String edges = parameters.times(buckets.edges());
        return "(%1$s)[width_bucket(%2$s, %1$s) + 1]".formatted(edges, start);
    }

    /// The SQL expression of a figure of a channel.
    @FunctionalInterface
    private interface Expression {
        String of(Figure figure, String channel);
    }

    private String columns(Expression expression) {
        return query.channels().stream()
                .map(Channel::column)
                .flatMap(channel -> query.figures().stream().map(figure -> expression.of(figure, channel)))
                .collect(Collectors.joining(", "));
    }

    private String each(String pattern) {
        Stream<String> columns = query.channels().stream().map(Channel::column);
        return columns.map(pattern::formatted).collect(Collectors.joining(", "));
    }
}
