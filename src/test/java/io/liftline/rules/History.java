package io.liftline.rules;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.liftline.well.WellLimits;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/// A scripted history of one well: a pump that runs normally, until the script changes a channel. Values have
/// noise as gauges do, from a fixed seed.
final class History {

    static final Instant START = Instant.parse("2025-11-20T06:00:00Z");

    private static final JsonObject LIMITS = new JsonObject("""
            {"channels": {"pip": {"low_alarm": 400, "low_trip": 300}, "motor_temp": {"high_alarm": 120, "high_trip": 140},
                          "vibration": {"high_alarm": 1, "high_trip": 2}, "leakage_current": {"high_alarm": 5}},
             "rated_current": 60, "operating_range": {"min": 1400, "max": 2600, "at_frequency": 50}}""");

    private final Evaluator evaluator = new Evaluator(new RuleCatalogue());
    private final WellLimits limits;
    private final Map<Channel, DoubleUnaryOperator> channels = new EnumMap<>(Channel.class);
    private final SplittableRandom noise = new SplittableRandom(7);
    private final List<String> transitions = new ArrayList<>();
    private final List<Transition> all = new ArrayList<>();
    private WellState state = new WellState();
    private Instant time = START;
    private Duration step = Duration.ofSeconds(10);

    History() {
        this(LIMITS);
    }

    History(JsonObject limits) {
        this.limits = WellLimits.of(limits);
        steady(Channel.VSD_FREQUENCY, 50, 0.001);
        steady(Channel.FLOW_RATE, 2_000, 0.01);
        steady(Channel.PIP, 800, 0.005);
        steady(Channel.DISCHARGE_PRESSURE, 2_500, 0.002);
        steady(Channel.MOTOR_TEMP, 95, 0.002);
        steady(Channel.MOTOR_CURRENT, 45, 0.01);
        steady(Channel.VIBRATION, 0.3, 0.1);
        steady(Channel.LEAKAGE_CURRENT, 0.5, 0.1);
    }

    /// Sets the time between samples.
    History every(Duration interval) {
        step = interval;
        return this;
    }

    /// From now on, a channel has this value with noise.
    ///
    /// @param jitter the greatest deviation as a fraction of the value
    History steady(Channel channel, double value, double jitter) {
        return follows(channel, _ -> value * (1 + jitter * noise.nextDouble(-1, 1)));
    }

    /// From now on, a channel is this function of the minutes since now.
    History follows(Channel channel, DoubleUnaryOperator ofMinutes) {
        Instant from = time;
        channels.put(channel, seconds -> ofMinutes.applyAsDouble((seconds - from.getEpochSecond()) / 60));
        return this;
    }

    /// From now on, a channel is not measured.
    History without(Channel channel) {
        channels.remove(channel);
        return this;
    }

    /// Samples come for this time.
    History passes(Duration duration) {
        Instant end = time.plus(duration);
        while (time.isBefore(end)) {
            time = time.plus(step);
            double[] values = Sample.nothing();
            channels.forEach(
                    (channel, value) -> values[channel.ordinal()] = value.applyAsDouble(time.getEpochSecond()));
            record(evaluator.take(state, limits, new Sample(Timestamp.micros(time), values)));
        }
        return this;
    }

    /// No samples come for this time, and the clock is looked at once a minute.
    History isSilent(Duration duration) {
        Instant end = time.plus(duration);
        for (Instant now = time; now.isBefore(end); now = now.plusSeconds(60)) {
            record(evaluator.silence(state, limits, Timestamp.micros(now)));
        }
        time = end;
        return this;
    }

    /// No samples come for this time, and nobody looks.
    History skips(Duration duration) {
        time = time.plus(duration);
        return this;
    }

    /// The state is stored and read again, as by another replica.
    History changesReplica() {
        state = WellState.of(state.json());
        return this;
    }

    /// What happened, such as `+overload` and `-overload`.
    List<String> transitions() {
        return transitions;
    }

    /// The last finding that was opened.
    Transition.Opened lastOpened() {
        return all.stream()
                .filter(Transition.Opened.class::isInstance)
                .map(Transition.Opened.class::cast)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    Instant now() {
        return time;
    }

    private void record(List<Transition> given) {
        all.addAll(given);
        for (Transition transition : given) {
            transitions.add(
                    switch (transition) {
                        case Transition.Opened opened -> "+" + opened.rule().id();
                        case Transition.Closed closed -> "-" + closed.rule().id();
                    });
        }
    }
}
