package io.liftline.query.series;

import io.liftline.telemetry.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A question for series in buckets.
///
/// @param buckets the buckets, which cover the range of the question
/// @param channels the channels, in the order of the answer
/// @param aggregates the aggregates, in the order of the answer
/// @param fill how buckets without a value are completed
public record SeriesQuery(Buckets buckets, List<Channel> channels, List<Aggregate> aggregates, Fill fill) {

    /// The number of values in the answer for one well, at most.
    public long valuesPerWell() {
        return (long) buckets.count() * channels.size() * aggregates.size();
    }

    /// The coarsest source that answers the query exactly: the rollups must have its figures, and a row of the
    /// source must not belong to two buckets.
    public Source coarsest() {
        if (!figures().stream().allMatch(Figure::isInRollups)) {
            return Source.RAW;
        }
        return Stream.of(Source.DAYS, Source.HOURS)
                .filter(source -> buckets.areMultiplesOf(source.micros()))
                .findFirst()
                .orElse(Source.RAW);
    }

    /// Whether values before the range matter.
    public boolean isCarried() {
        return aggregates.contains(Aggregate.TWA);
    }

    /// The figures of each channel, in the order of the columns.
    List<Figure> figures() {
        Set<Figure> figures = EnumSet.of(Figure.COUNT);
        aggregates.forEach(aggregate -> figures.addAll(aggregate.figures()));
        return List.copyOf(figures);
    }
}
