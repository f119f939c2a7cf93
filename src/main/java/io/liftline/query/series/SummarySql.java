package io.liftline.query.series;

import io.liftline.access.WellScope;
import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The statement of the summary: per well the number of samples, and average, minimum and maximum of each channel.
/// It contains the scope of the caller as a predicate.
public final class SummarySql {

    private final List<Channel> channels;
    private final Parameters parameters = new Parameters();
    private final String wells;

    private SummarySql(List<Channel> channels, WellScope scope, SummaryWells wells) {
        this.channels = channels;
        String permitted = WellScope.predicate(parameters.next());
        parameters.texts(scope.exactIds());
        parameters.texts(scope.prefixes());
        this.wells = wells.predicate(parameters) + " AND " + permitted;
    }

    /// The statement. Its rows have the well, the number of samples, and avg, min and max of each channel, in the order
    /// of the wells.
    ///
    /// @param segments at least one
    public static Statement of(List<Channel> channels, WellScope scope, SummaryWells wells, List<Segment> segments) {
        SummarySql sql = new SummarySql(channels, scope, wells);
        String text = segments.size() == 1 ? sql.ofOne(segments.getFirst()) : sql.ofMany(segments);
        return new Statement(text, sql.parameters.tuple());
    }

    private String ofOne(Segment segment) {
        Source source = segment.source();
        return rows(
                        segment,
                        "::bigint",
                        channel -> ", %s / nullif(%s, 0), %s, %s"
                                .formatted(
                                        source.figure(Figure.SUM, channel),
                                        source.figure(Figure.COUNT, channel),
                                        source.figure(Figure.MIN, channel),
                                        source.figure(Figure.MAX, channel)))
                + "\nORDER BY well_id";
    }

    private String ofMany(List<Segment> segments) {
        String parts = segments.stream().map(this::part).collect(Collectors.joining("\nUNION ALL\n"));
        return """
                SELECT well_id, sum(samples)::bigint%s
                FROM (
                %s
                ) AS part
                GROUP BY well_id
                ORDER BY well_id""".formatted(
                        each(channel -> ", sum(%1$s_sum) / nullif(sum(%1$s_count), 0), min(%1$s_min), max(%1$s_max)"
                                .formatted(channel)),
                        parts);
    }

    private String part(Segment segment) {
        return rows(
                segment,
                " AS samples",
                channel -> Stream.of(Figure.COUNT, Figure.SUM, Figure.MIN, Figure.MAX)
                        .map(figure -> ", %s AS %s_%s"
                                .formatted(segment.source().figure(figure, channel), channel, figure.column()))
                        .collect(Collectors.joining()));
    }

    private String rows(Segment segment, String afterSamples, Function<String, String> figures) {
        Source source = segment.source();
        String time = source.time();
        return """
                SELECT well_id, %s%s%s
                FROM %s
                WHERE %s >= %s
                  AND %s < %s
                  AND %s
                GROUP BY well_id""".formatted(
                        source.samples(),
                        afterSamples,
                        each(figures),
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
