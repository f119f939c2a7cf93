package io.liftline.query.series;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/// The buckets that cover a range of time. The first may begin before the range and the last may end after it;
/// samples outside of the range are in no bucket.
public final class Buckets {

    private final BucketWidth width;
    private final TimeRange range;

    /// The starts of all buckets, ascending, and the end of the last one.
    private final long[] edges;

    private Buckets(BucketWidth width, TimeRange range, long[] edges) {
        this.width = width;
        this.range = range;
        this.edges = edges;
    }

    /// The buckets of this width.
    ///
    /// @param zone the time zone of calendar days and months
    /// @throws ProblemException 422 if there are more than `max`
    public static Buckets of(TimeRange range, BucketWidth width, ZoneId zone, int max) {
        return cover(range, width, zone, max)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNPROCESSABLE,
                        "The range has more than %d buckets of %s; ask for wider buckets, a shorter range,"
                                        .formatted(max, width)
                                + " or max_points up to 10,000"));
    }

    /// The buckets of the smallest width of [BucketWidth#LADDER] of which there are at most `max`.
    ///
    /// @throws ProblemException 422 if there are more of the largest width
    public static Buckets auto(TimeRange range, ZoneId zone, int max) {
        return BucketWidth.LADDER.stream()
                .map(width -> cover(range, width, zone, max))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> of(range, BucketWidth.LADDER.getLast(), zone, max));
    }

    private static Optional<Buckets> cover(TimeRange range, BucketWidth width, ZoneId zone, int max) {
        if ((range.to() - range.from()) / width.atLeastMicros() > 2L * max) {
            return Optional.empty();
        }
        long[] edges = new long[max + 1];
        int last = 0;
        edges[0] = width.start(range.from(), zone);
        for (long edge = edges[0]; edge < range.to(); edges[last] = edge) {
            if (last == max) {
                return Optional.empty();
            }
            edge = width.next(edge, zone);
            last++;
        }
        return Optional.of(new Buckets(width, range, Arrays.copyOf(edges, last + 1)));
    }

    /// The width.
    public BucketWidth width() {
        return width;
    }

    /// The range of time that the buckets cover.
    public TimeRange range() {
        return range;
    }

    /// The number of buckets.
    public int count() {
        return edges.length - 1;
    }

    /// The start of a bucket, in microseconds since 1970-01-01T00:00:00Z.
    public long start(int bucket) {
        return edges[bucket];
    }

    /// The end of a bucket, exclusive.
    long end(int bucket) {
        return edges[bucket + 1];
    }

    /// The part of a bucket that is in the range.
    TimeRange part(int bucket) {
        return new TimeRange(Math.max(start(bucket), range.from()), Math.min(end(bucket), range.to()));
    }

    /// The index of the bucket that starts at this time.
    ///
    /// @throws IllegalArgumentException if none does
    int at(long start) {
        int bucket = Arrays.binarySearch(edges, start);
        if (bucket < 0 || bucket == count()) {
            throw new IllegalArgumentException("no bucket starts at " + start);
        }
        return bucket;
    }

    /// Whether all buckets have the same width, as is usual.
    boolean isUniform() {
        for (int bucket = 1; bucket < count(); bucket++) {
            if (end(bucket) - start(bucket) != end(0) - start(0)) {
                return false;
            }
        }
        return true;
    }

    /// The starts of all buckets, and the end of the last one.
    long[] edges() {
        return edges.clone();
    }

    /// Whether every bucket boundary is a multiple of this step since 1970-01-01T00:00:00Z.
    boolean areMultiplesOf(long micros) {
        return Arrays.stream(edges, 1, edges.length - 1).allMatch(edge -> Math.floorMod(edge, micros) == 0);
    }
}
