package io.liftline.query.series;

import io.liftline.telemetry.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Divides the range of a question among the sources that answer it exactly: whole days are read from the days,
/// whole hours from the hours, and the rest from raw samples. So are hours that are not aggregated yet, or have
/// changed since.
public final class SourcePlan {

    /// With more segments, only the longest unchanged part is read from the rollups.
    private static final int MAX_SEGMENTS = 16;

    private final TimeRange range;
    private final Source coarsest;
    private final List<Segment> segments = new ArrayList<>();
    private long at;

    private SourcePlan(TimeRange range, Source coarsest) {
        this.range = range;
        this.coarsest = coarsest;
        this.at = range.from();
    }

    /// The segments of the range, in order of time.
    ///
    /// @param coarsest the coarsest source that may be used
    public static List<Segment> of(TimeRange range, Source coarsest, RollupState state) {
        if (coarsest == Source.RAW) {
            return List.of(new Segment(Source.RAW, range));
        }
        List<TimeRange> whole = unchangedHours(range, state);
        List<Segment> segments = new SourcePlan(range, coarsest).divide(whole);
        return segments.size() <= MAX_SEGMENTS
                ? segments
                : new SourcePlan(range, coarsest)
                        .divide(List.of(whole.stream()
                                .max(Comparator.comparingLong(hours -> hours.to() - hours.from()))
                                .orElseThrow()));
    }

    /// The sources of these segments, coarsest first.
    public static List<Source> sources(List<Segment> segments) {
        return segments.stream()
                .map(Segment::source)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /// The ranges that are read from raw samples, in order of time.
    public static List<TimeRange> raw(List<Segment> segments) {
        return segments.stream()
                .filter(segment -> segment.source() == Source.RAW)
                .map(Segment::range)
                .toList();
    }

    private static List<TimeRange> unchangedHours(TimeRange range, RollupState state) {
        long hour = Source.HOURS.micros();
        long from = ceil(range.from(), hour);
        long end = floor(Math.min(range.to(), state.completeUntil()), hour);
        List<TimeRange> hours = new ArrayList<>();
        for (long touched : state.touched()) {
            if (from < Math.min(touched, end)) {
                hours.add(new TimeRange(from, Math.min(touched, end)));
            }
            from = Math.max(from, touched + hour);
        }
        if (from < end) {
            hours.add(new TimeRange(from, end));
        }
        return hours;
    }

    private List<Segment> divide(List<TimeRange> wholeHours) {
        for (TimeRange hours : wholeHours) {
            read(Source.RAW, hours.from());
            long firstDay = ceil(hours.from(), Source.DAYS.micros());
            long lastDay = floor(hours.to(), Source.DAYS.micros());
            if (coarsest == Source.DAYS && firstDay < lastDay) {
                read(Source.HOURS, firstDay);
                read(Source.DAYS, lastDay);
            }
            read(Source.HOURS, hours.to());
        }
        read(Source.RAW, range.to());
        return List.copyOf(segments);
    }

    /// Reads the time until `end` from this source.
    private void read(Source source, long end) {
        if (at < end) {
            segments.add(new Segment(source, new TimeRange(at, end)));
            at = end;
        }
    }

    private static long floor(long time, long step) {
        return time - Math.floorMod(time, step);
    }

    private static long ceil(long time, long step) {
        return -floor(-time, step);
    }
}
