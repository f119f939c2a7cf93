package io.liftline.rules;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/// A fault and how it is recognised. All conditions of `when` hold, and none of `unless`, for some time.
///
/// @param id its stable name
/// @param diagnosis the name of the fault in findings
/// @param severity how urgent its findings are
/// @param duringStop whether it is also evaluated while the pump does not run or has just been started
/// @param when the conditions
/// @param unless what excludes it
/// @param confirm what makes it more certain; one of them is enough
/// @param lasts for how many microseconds it must hold before a finding is opened
/// @param ends for how many microseconds it must not hold before the finding is closed
/// @param confidence the confidence of its findings
/// @param actions what to do about it
/// @param json the rule as it is written in the catalogue
record Rule(
        String id,
        String diagnosis,
        String severity,
        boolean duringStop,
        List<Condition> when,
        List<Condition> unless,
        List<Condition> confirm,
        long lasts,
        long ends,
        Confidence confidence,
        List<String> actions,
        JsonObject json) {

    /// How sure a finding is, 0 to 1.
    ///
    /// @param alone without a confirmation
    /// @param confirmed with one
    record Confidence(double alone, double confirmed) {}

    /// Copies the lists.
    Rule {
        when = List.copyOf(when);
        unless = List.copyOf(unless);
        confirm = List.copyOf(confirm);
        actions = List.copyOf(actions);
    }

    /// All its conditions.
    Stream<Condition> conditions() {
        return Stream.of(when, unless, confirm).flatMap(List::stream);
    }

    /// Whether it is about samples that do not come.
    boolean isOfSilence() {
        return when.stream().anyMatch(condition -> condition.measure() == Measure.SILENCE);
    }
}
