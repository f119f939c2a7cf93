package ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Legs of some kinds, taken in the order A B C C B A A B C …, so that a machine that gets slower or faster
/// meanwhile does as much to one kind as to the others.
///
/// @param legs of each kind, in order
record Rounds(Map<String, List<Leg>> legs) {

    /// A kind of leg.
    record Kind(String name, Supplier<Leg> leg) {}

    /// @param rounds how many legs of each kind
    static Rounds run(int rounds, List<Kind> kinds) {
        Map<String, List<Leg>> legs = new LinkedHashMap<>();
        kinds.forEach(kind -> legs.put(kind.name(), new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            List<Kind> order = new ArrayList<>(kinds);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (Kind kind : order) {
                Leg leg = kind.leg().get();
                Progress.say("  %d/%d   %-22s %s", round, rounds, kind.name(), leg);
                legs.get(kind.name()).add(leg);
            }
        }
        return new Rounds(legs);
    }

    boolean has(String kind) {
        return legs.containsKey(kind);
    }

    /// The legs of two kinds, of one round each.
    ///
    /// @param a the kind to compare with
    Pairs pairs(String a, String b) {
        return new Pairs(legs.get(a), legs.get(b));
    }
}
