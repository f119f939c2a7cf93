package ingest;

import harness.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Legs of two kinds, of one round each.
///
/// @param a those to compare with, in order
/// @param b those compared, in order
record Pairs(List<Leg> a, List<Leg> b) {

    /// How many times the rows a second of its A each B had.
    List<Double> speed() {
        return ratios(Leg::rowsPerSecond);
    }

    /// B's figure over A's, pair by pair.
    List<Double> ratios(ToDoubleFunction<Leg> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            ratios.add(figure.applyAsDouble(b.get(i)) / figure.applyAsDouble(a.get(i)));
        }
        return ratios;
    }

    /// What both kinds took, for the record.
    Map<String, Object> detail(String nameOfA, String nameOfB) {
        return Map.of(
                nameOfA,
                Leg.detail(a),
                nameOfB,
                Leg.detail(b),
                "cpu_ratio",
                Numbers.round(Numbers.median(ratios(Leg::workPerMillion)), 3));
    }
}
