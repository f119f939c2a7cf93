package io.liftline.query.series;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a series is completed where a bucket has no value. Values are doubles, NaN for none.
public enum Fill {
    /// Buckets in which nothing was measured are absent.
    NONE,
    /// They are null.
    NULL,
    /// They have the value of the nearest earlier bucket of the series that has one.
    PREVIOUS,
    /// They are interpolated linearly between the nearest earlier and the nearest later bucket that have values.
    LINEAR;

    /// `fill=linear`.
    ///
    /// @throws ProblemException 400 if it is unknown
    public static Fill parse(String name) {
        return Arrays.stream(values())
                .filter(fill -> fill.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "fill is '%s', but must be one of %s"
                                .formatted(
                                        name.length() <= 64 ? name : name.substring(0, 64),
                                        Arrays.stream(values()).map(Fill::text).collect(Collectors.joining(", ")))));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Completes the values of a series in place.
    void apply(double[] values, Buckets buckets) {
        switch (this) {
            case NONE, NULL -> {}
            case PREVIOUS -> previous(values);
            case LINEAR -> linear(values, buckets);
        }
    }

    private static void previous(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                values[i] = values[i - 1];
            }
        }
    }

    private static void linear(double[] values, Buckets buckets) {
        int before = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                if (before >= 0) {
                    interpolate(values, buckets, before, i);
                }
                before = i;
            }
        }
    }

    private static void interpolate(double[] values, Buckets buckets, int before, int after) {
        double span = buckets.start(after) - buckets.start(before);
        for (int i = before + 1; i < after; i++) {
            double share = (buckets.start(i) - buckets.start(before)) / span;
            values[i] = values[before] + (values[after] - values[before]) * share;
        }
    }
}
