package ingest;

import harness.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Legs of two kinds, taken in the order A B B A A B …, so that a machine that gets slower or faster
/// meanwhile does as much to one kind as to the other.
///
/// @param a those to compare with, in order
/// @param b those compared, in order
record Pairs(List<Leg> a, List<Leg> b) {

    static Pairs run(int pairs, String nameOfA, Supplier<Leg> a, String nameOfB, Supplier<Leg> b) {
        Pairs result = new Pairs(new ArrayList<>(), new ArrayList<>());
        for (int pair = 1; pair <= pairs; pair++) {
            String number = pair + "/" + pairs;
            if (pair % 2 == 1) {
                result.a.add(announced(number, nameOfA, a));
                result.b.add(announced(number, nameOfB, b));
            } else {
                result.b.add(announced(number, nameOfB, b));
                result.a.add(announced(number, nameOfA, a));
            }
        }
        return result;
    }

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

    private static Leg announced(String number, String name, Supplier<Leg> kind) {
        Leg leg = kind.get();
        Progress.say(
                "  %-5s %-22s %,9.0f rows/s, CPU s per million rows: %.2f server, %.2f PostgreSQL, %.2f client",
                number,
                name,
                leg.rowsPerSecond(),
                leg.serverPerMillion(),
                leg.postgresql() / leg.rows() * 1e6,
                leg.client() / leg.rows() * 1e6);
        return leg;
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
