package harness;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One figure of a result file.
///
/// @param value the median of `pairs`, or the worst of them; absent when it could not be measured, `detail` says why
/// @param goal what is to be reached; absent when the figure only informs
/// @param pairs the value of each pair of legs, or of each leg, in order
@JsonPropertyOrder({"value", "goal", "better", "unit", "pairs", "detail"})
public record Figure(
        @Nullable Double value,
        @Nullable Double goal,
        Better better,
        String unit,
        List<Double> pairs,
        Map<String, Object> detail) {

    /// A figure that was measured: the median.
    public static Figure of(
            List<Double> pairs, @Nullable Double goal, Better better, String unit, Map<String, Object> detail) {
        return of(Numbers.median(pairs), pairs, goal, better, unit, detail);
    }

    /// A figure whose goal every run has to reach: the worst of them.
    public static Figure worst(
            List<Double> pairs, @Nullable Double goal, Better better, String unit, Map<String, Object> detail) {
        double worst = better == Better.HIGHER ? Collections.min(pairs) : Collections.max(pairs);
        return of(worst, pairs, goal, better, unit, detail);
    }

    private static Figure of(
            double value,
            List<Double> pairs,
            @Nullable Double goal,
            Better better,
            String unit,
            Map<String, Object> detail) {
        return new Figure(
                Numbers.round(value, 4),
                goal,
                better,
                unit,
                pairs.stream().map(each -> Numbers.round(each, 4)).toList(),
                detail);
    }

    /// A figure that could not be measured.
    ///
    /// @param why shown in the table
    public static Figure absent(@Nullable Double goal, Better better, String unit, String why) {
        return new Figure(null, goal, better, unit, List.of(), Map.of("absent", why));
    }

    /// `reached`, `missed`, `absent`, or nothing when there is no goal.
    public String verdict() {
        if (value == null) {
            return "absent";
        }
        if (goal == null) {
            return "";
        }
        return switch (better) {
            case HIGHER -> value >= goal ? "reached" : "missed";
            case LOWER -> value <= goal ? "reached" : "missed";
        };
    }

    /// Which way a figure improves.
    public enum Better {
        HIGHER,
        LOWER;

        /// As result files have it.
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
