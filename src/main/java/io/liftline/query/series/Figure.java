package io.liftline.query.series;

import java.util.Locale;

/// What the database computes of the values of a channel in a bucket. Every [Aggregate] is computed from
/// figures. The figures of two parts of a bucket give those of the whole, except [#STDDEV] and [#INTEGRAL].
enum Figure {
    COUNT("count(%1$s)", "sum(%1$s_count)::bigint"),
    SUM("sum(%1$s)", "sum(%1$s_sum)"),
    MIN("min(%1$s)", "min(%1$s_min)"),
    MAX("max(%1$s)", "max(%1$s_max)"),
    FIRST(
            "first(%1$s, timestamp) FILTER (WHERE %1$s IS NOT NULL)",
            "first(%1$s_first, bucket) FILTER (WHERE %1$s_first IS NOT NULL)"),
    LAST(
            "last(%1$s, timestamp) FILTER (WHERE %1$s IS NOT NULL)",
            "last(%1$s_last, bucket) FILTER (WHERE %1$s_last IS NOT NULL)"),
    STDDEV("stddev_samp(%1$s)", ""),
    /// The sum over all values of value × seconds until the next value, or until the end of the bucket.
    INTEGRAL("", ""),
    /// The time of the first value.
    FIRST_AT("min(timestamp) FILTER (WHERE %1$s IS NOT NULL)", "");

    private final String ofValues;
    private final String ofFigures;

    Figure(String ofValues, String ofFigures) {
        this.ofValues = ofValues;
        this.ofFigures = ofFigures;
    }

    /// Whether the rollups have it.
    boolean isInRollups() {
        return !ofFigures.isEmpty();
    }

    /// The name of its column, after that of the channel and `_`.
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The SQL expression over raw samples.
    ///
    /// @param value the SQL expression of the value
    String of(String value) {
        return ofValues.formatted(value);
    }

    /// The SQL expression over rows of a rollup.
    String ofFigures(String channel) {
        return ofFigures.formatted(channel);
    }

    /// The figure of a bucket after one more part of it was read; NaN for none.
    ///
    /// @param before the figure of the earlier parts
    /// @param part the figure of this part, which has a value
    double merge(double before, double part) {
        if (Double.isNaN(before)) {
            return part;
        }
        return switch (this) {
            case COUNT, SUM -> before + part;
            case MIN -> Math.min(before, part);
            case MAX -> Math.max(before, part);
            case FIRST, FIRST_AT -> before;
            case LAST -> part;
            case STDDEV, INTEGRAL -> throw new IllegalStateException(this + " cannot be merged");
        };
    }
}
