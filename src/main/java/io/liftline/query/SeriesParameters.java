package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.series.Aggregate;
import io.liftline.query.series.BucketWidth;
import io.liftline.query.series.Buckets;
import io.liftline.query.series.Fill;
import io.liftline.query.series.SeriesQuery;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.NumberParameter;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Parses the parameters of a series.
///
/// @param bucket `auto`, or an ISO 8601 duration
/// @param maxPoints the maximum number of buckets; may be empty
/// @param channels the channels; all if blank
/// @param aggregates the aggregates; `avg` if blank
/// @param fill how gaps are filled
/// @param tz the time zone of calendar days and months
record SeriesParameters(
        String bucket, String maxPoints, List<String> channels, List<String> aggregates, String fill, String tz) {

    static final String BUCKET =
            "Width of the buckets: an ISO 8601 duration such as PT1M, PT1H, P1D, P7D or P1M, or auto (default), the"
                    + " smallest of 1, 5, 10, 30 s, 1, 5, 10, 30 min, 1, 3, 6, 12 h, 1 and 7 d of which there are at"
                    + " most `max_points`";
    static final String MAX_POINTS =
            "Maximum number of buckets, 1 to 10,000; default 500, and 10,000 with a given `bucket`";
    static final String AGGREGATES =
            "Aggregates, comma-separated or repeated: avg (default), min, max, count, sum, first, last, stddev, twa"
                    + " (time-weighted average); or lttb alone, which selects at most `max_points` raw samples per channel so"
                    + " that the shape is kept";
    static final String FILL =
            "Buckets without a value: none (default; absent if nothing was measured), null, previous, linear";
    static final String TZ =
            "Time zone that buckets of days, weeks and months are aligned in, such as Asia/Riyadh; default UTC";

    private static final String LTTB = "lttb";
    private static final int LEAST_POINTS = 3;
    private static final int MAX_BUCKETS = 10_000;
    private static final int DEFAULT_POINTS = 500;

    /// Whether raw samples are selected instead of aggregates computed (`aggregates=lttb`).
    ///
    /// @throws ProblemException 422 if it is combined with another aggregate or a given width
    boolean isDownsampled() {
        List<String> names = aggregates.stream().map(String::strip).distinct().toList();
        if (!names.contains(LTTB)) {
            return false;
        }
        if (names.size() > 1 || !bucket.equals("auto") || !fill.equals("none")) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "aggregates=lttb selects samples, so it cannot be combined with other aggregates, bucket or fill");
        }
        return true;
    }

    /// The maximum number of samples of a downsampled channel.
    ///
    /// @throws ProblemException 400 or 422 if it is not 3 to 10,000
    int points() {
        int points = NumberParameter.of("max_points", maxPoints, MAX_BUCKETS).orElse(DEFAULT_POINTS);
        if (points < LEAST_POINTS) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "max_points is %d, but must be 3 to 10000 for aggregates=lttb".formatted(points));
        }
        return points;
    }

    SeriesQuery query(TimeRange range) {
        return new SeriesQuery(
                buckets(range), QueryParameter.channels(channels), Aggregate.parse(aggregates), Fill.parse(fill));
    }

    private Buckets buckets(TimeRange range) {
        Optional<Integer> max = NumberParameter.of("max_points", maxPoints, MAX_BUCKETS);
        return bucket.equals("auto")
                ? Buckets.auto(range, zone(), max.orElse(DEFAULT_POINTS))
                : Buckets.of(range, BucketWidth.parse(bucket), zone(), max.orElse(MAX_BUCKETS));
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(tz);
        } catch (DateTimeException _) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "tz is '" + QueryParameter.clip(tz) + "', but must be a time zone such as Asia/Riyadh or +03:00");
        }
    }
}
