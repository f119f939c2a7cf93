package io.liftline.query.series;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The statement of the summary: per well the number of samples, and average, minimum and maximum of each channel.
/// It contains the scope of the caller as a predicate.
public final class SummarySql {

    private final List<Channel> channels;
    private final Parameters parameters = new Parameters();
    private final String wells;

    private SummarySql(List<Channel> channels, WellScope scope, Optional<String[]> named) {
        this.channels = channels;
        String permitted = WellScope.predicate(parameters.next());
        parameters.texts(scope.exactIds());
        parameters.texts(scope.prefixes());
        this.wells = named.map(names -> "well_id = ANY (" + parameters.texts(names) + ") AND " + permitted)
                .orElse(permitted);
    }

    /// The statement. Its rows have the well, the number of samples, and avg, min and max of each channel.
    ///
    /// @param named the wells; empty for all permitted ones
    public static Statement of(
            List<Channel> channels, WellScope scope, Optional<String[]> named, List<Segment> segments) {
        SummarySql sql = new SummarySql(channels, scope, named);
        String parts = segments.stream().map(sql::part).collect(Collectors.joining("\nUNION ALL\n"));
        return new Statement(
                """
                SELECT well_id, sum(samples)::bigint%s
                FROM (
                %s
                ) AS part
                GROUP BY well_id
                ORDER BY well_id""".formatted(
                        sql.each(channel -> ", sum(%1$s_sum) / nullif(sum(%1$s_count), 0), min(%1$s_min), max(%1$s_max)"
                                .formatted(channel)),
                        parts),
                sql.parameters.tuple());
    }

    private String part(Segment segment) {
        Source source = segment.source();
        String time = source.time();
        return """
                SELECT well_id, %s AS samples%s
                FROM %s
                WHERE %s >= %s
                  AND %s < %s
                  AND %s
                GROUP BY well_id""".formatted(
                        source.samples(),
                        each(channel -> Stream.of(Figure.COUNT, Figure.SUM, Figure.MIN, Figure.MAX)
                                .map(figure -> ", %s AS %s_%s"
                                        .formatted(source.figure(figure, channel), channel, figure.column()))
                                .collect(Collectors.joining())),
                        source.table(),
                        time,
                        parameters.time(segment.range().from()),
                        time,
                        parameters.time(segment.range().to()),
                        wells);
    }

    private String each(Function<String, String> text) {
        return channels.stream().map(Channel::column).map(text).collect(Collectors.joining());
    }
}
