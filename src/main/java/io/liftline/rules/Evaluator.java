package io.liftline.rules;

import io.liftline.rules.Transition.Closed;
import io.liftline.rules.Transition.Opened;
import io.liftline.rules.WellState.Pump;
import io.liftline.telemetry.Channel;
import io.liftline.well.WellLimits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Evaluates the rules: a function of the state of a well and its next sample, or the time if none comes. It
/// has no state of its own and reads no clock.
final class Evaluator {

    /// How long a fault keeps the means of the last hours as they are. After this time it is the new normal.
    private static final long HOLDS = 24 * 3_600 * 1_000_000L;

    private final List<Rule> rules;
    private final List<Channel> channels;

    Evaluator(RuleCatalogue catalogue) {
        this.rules = catalogue.rules();
        this.channels = catalogue.channels();
    }

    /// What is known about a condition.
    private enum Truth {
        HOLDS,
        DOES_NOT,
        UNKNOWN
    }

    /// Takes a sample and changes the state. A sample that is not later than the last one is left out.
    List<Transition> take(WellState state, WellLimits limits, Sample sample) {
        if (sample.at() <= state.at()) {
            return List.of();
        }
        state.take(sample, channels, held(state, sample.at()));
        List<Transition> transitions = new ArrayList<>();
        for (Rule rule : rules) {
            step(rule, state, limits, sample.at(), transitions);
        }
        return transitions;
    }

    /// Evaluates the rules about samples that do not come.
    ///
    /// @param now the time until which no sample has come
    List<Transition> silence(WellState state, WellLimits limits, long now) {
        List<Transition> transitions = new ArrayList<>();
        if (state.at() != Episode.NEVER) {
            for (Rule rule : rules) {
                if (rule.isOfSilence()) {
                    step(rule, state, limits, now, transitions);
                }
            }
        }
        return transitions;
    }

    private void step(Rule rule, WellState state, WellLimits limits, long at, List<Transition> transitions) {
        Episode episode = state.episode(rule.id());
        Truth truth = truth(rule, state, limits, at, episode);
        if (episode.isOpen()) {
            state.put(rule.id(), ended(rule, episode, truth, at, transitions));
            return;
        }
        if (truth != Truth.HOLDS) {
            state.put(rule.id(), Episode.QUIET);
            return;
        }
        long since = episode.holdsSince() == Episode.NEVER ? at : episode.holdsSince();
        if (at - since < rule.lasts()) {
            state.put(rule.id(), new Episode(since, Episode.NEVER, Episode.NEVER));
            return;
        }
        boolean isConfirmed =
                rule.confirm().stream().anyMatch(condition -> truth(condition, state, limits, at, 0) == Truth.HOLDS);
        double confidence =
                isConfirmed ? rule.confidence().confirmed() : rule.confidence().alone();
        transitions.add(new Opened(
                rule, at, confidence, Snapshot.of(state, channels, evidence(rule, state, limits, at), since)));
        state.put(rule.id(), new Episode(since, at, Episode.NEVER));
    }

    private static Episode ended(Rule rule, Episode episode, Truth truth, long at, List<Transition> transitions) {
        if (truth != Truth.DOES_NOT) {
            return new Episode(episode.holdsSince(), episode.openedAt(), Episode.NEVER);
        }
        long since = episode.endsSince() == Episode.NEVER ? at : episode.endsSince();
        if (at - since < rule.ends()) {
            return new Episode(episode.holdsSince(), episode.openedAt(), since);
        }
        transitions.add(new Closed(rule, at));
        return Episode.QUIET;
    }

    /// Whether all conditions of a rule hold and none excludes it. An open finding is ended by values that have
    /// returned beyond the hysteresis.
    private static Truth truth(Rule rule, WellState state, WellLimits limits, long at, Episode episode) {
        if (!rule.duringStop() && state.pump() != Pump.RUNNING) {
            return Truth.DOES_NOT;
        }
        boolean isUnknown = false;
        for (Condition condition : rule.when()) {
            switch (truth(condition, state, limits, at, episode.isOpen() ? condition.hysteresis() : 0)) {
                case DOES_NOT -> {
                    return Truth.DOES_NOT;
                }
                case UNKNOWN -> isUnknown = true;
                case HOLDS -> {}
            }
        }
        for (Condition condition : rule.unless()) {
            if (truth(condition, state, limits, at, 0) == Truth.HOLDS) {
                return Truth.DOES_NOT;
            }
        }
        return isUnknown ? Truth.UNKNOWN : Truth.HOLDS;
    }

    private static Truth truth(Condition condition, WellState state, WellLimits limits, long at, double hysteresis) {
        OptionalDouble limit = limit(condition, state, limits);
        if (limit.isEmpty()) {
            return Truth.UNKNOWN;
        }
        double slack = hysteresis * Math.abs(limit.getAsDouble());
        if (condition.measure() == Measure.SILENCE) {
            double seconds = (at - state.at()) / 1e6;
            return condition.side().holds(seconds, limit.getAsDouble(), slack) ? Truth.HOLDS : Truth.DOES_NOT;
        }
        Truth truth = Truth.UNKNOWN;
        for (Channel channel : condition.channels()) {
            double value = state.measure(condition.measure(), channel);
            if (!Double.isNaN(value)) {
                if (condition.side().holds(value, limit.getAsDouble(), slack)) {
                    return Truth.HOLDS;
                }
                truth = Truth.DOES_NOT;
            }
        }
        return truth;
    }

    private static OptionalDouble limit(Condition condition, WellState state, WellLimits limits) {
        double frequency = state.value(Channel.VSD_FREQUENCY);
        for (LimitSource source : condition.limits()) {
            OptionalDouble limit = source.of(limits, frequency);
            if (limit.isPresent()) {
                return limit;
            }
        }
        return OptionalDouble.empty();
    }

    /// The conditions that held, each with the value and the limit.
    private static List<Snapshot.Evidence> evidence(Rule rule, WellState state, WellLimits limits, long at) {
        List<Snapshot.Evidence> evidence = new ArrayList<>();
        rule.when().forEach(condition -> add(condition, state, limits, at, evidence));
        rule.confirm().stream()
                .filter(condition -> truth(condition, state, limits, at, 0) == Truth.HOLDS)
                .forEach(condition -> add(condition, state, limits, at, evidence));
        return evidence;
    }

    private static void add(
            Condition condition, WellState state, WellLimits limits, long at, List<Snapshot.Evidence> evidence) {
        double limit = limit(condition, state, limits).orElse(Double.NaN);
        if (condition.measure() == Measure.SILENCE) {
            evidence.add(new Snapshot.Evidence(condition, "", (at - state.at()) / 1e6, limit));
        }
        for (Channel channel : condition.channels()) {
            double value = state.measure(condition.measure(), channel);
            if (condition.side().holds(value, limit, 0)) {
                evidence.add(new Snapshot.Evidence(condition, channel.column(), value, limit));
            }
        }
    }

    /// The channels of faults that are open, whose means of the last hours must not follow them.
    private Set<Channel> held(WellState state, long at) {
        Set<Channel> held = Set.of(); // no fault is open for most samples
        for (Rule rule : rules) {
            Episode episode = state.episode(rule.id());
            if (episode.isOpen() && at - episode.openedAt() < HOLDS) {
                for (Condition condition : rule.when()) {
                    if (condition.measure() == Measure.CHANGE) {
                        held = held.isEmpty() ? EnumSet.noneOf(Channel.class) : held;
                        held.addAll(condition.channels());
                    }
                }
            }
        }
        return held;
    }
}
