package io.liftline.query.fleet;

import io.liftline.query.series.Segment;
import io.liftline.query.series.Source;
import io.liftline.telemetry.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// The buckets of a trend: at most 24 hours, of which the last bucket contains the time of the question.
/// A bucket has the last value in it.
///
/// @param from start of the first bucket, microseconds since 1970-01-01T00:00:00Z, a multiple of the
///     width
/// @param width width of a bucket in microseconds
/// @param points number of buckets
/// @param end end of the time that is searched, which may be within the last bucket
public record TrendFrame(long from, long width, int points, long end) {

    /// The maximum number of buckets.
    public static final int MAX_POINTS = 48;

    private static final long HOUR = micros(Duration.ofHours(1));
    private static final long DAY = 24 * HOUR;
    private static final long[] WIDTHS = LongStream.of(1, 2, 4, 6, 8, 12, 16, 24, 48)
            .map(halfHours -> halfHours * HOUR / 2)
            .toArray();

    /// The smallest buckets of which there are at most `points` in 24 hours.
    ///
    /// @param at the time of the question
    /// @param points 1 to 48
    public static TrendFrame of(long at, int points) {
        long width = LongStream.of(WIDTHS)
                .filter(each -> DAY / each <= points)
                .findFirst()
                .orElse(DAY);
        long last = floor(at, width);
        long step = Math.min(width, HOUR);
        return new TrendFrame(last - DAY + width, width, (int) (DAY / width), floor(at, step) + step);
    }

    /// The time that is searched.
    public TimeRange range() {
        return new TimeRange(from, end);
    }

    /// The coarsest table that answers it: the hours, unless a bucket is shorter.
    public Source coarsest() {
        return width < HOUR ? Source.RAW : Source.HOURS;
    }

    /// The width of a bucket, as an ISO 8601 duration.
    String bucket() {
        return Duration.ofSeconds(width / 1_000_000).toString();
    }

    /// The number of steps: hours, or half hours if a bucket is one. Values are read by step.
    int steps() {
        return Math.toIntExact(points * width / step());
    }

    /// Start of the last step that is searched. Its value is the newest one, if that is not older.
    long lastStep() {
        return end - step();
    }

    /// The number of the last step that is searched.
    int lastStepNumber() {
        return Math.toIntExact((lastStep() - from) / step());
    }

    /// The parts of the segments that are read from raw samples, one per step, without the last step.
    public List<TrendPart> raw(List<Segment> segments) {
        List<TrendPart> parts = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment.source() == Source.RAW) {
                for (long at = segment.range().from();
                        at < Math.min(segment.range().to(), lastStep()); ) {
                    long next = Math.min(segment.range().to(), floor(at, step()) + step());
                    parts.add(new TrendPart((int) ((at - from) / step()), new TimeRange(at, next)));
                    at = next;
                }
            }
        }
        return parts;
    }

    /// The value of a bucket: the last one of its steps; NaN if there is none.
    double value(double[] steps, int bucket) {
        int perBucket = steps.length / points;
        for (int step = (bucket + 1) * perBucket - 1; step >= bucket * perBucket; step--) {
            if (!Double.isNaN(steps[step])) {
                return steps[step];
            }
        }
        return Double.NaN;
    }

    private long step() {
        return Math.min(width, HOUR);
    }

    private static long floor(long time, long width) {
        return time - Math.floorMod(time, width);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
