package io.liftline.rules;

import io.liftline.telemetry.Channel;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is remembered of a well between its samples. Its size does not depend on their number.
final class WellState {

    /// Longest time between samples across which something is said to last, in microseconds.
    static final long GAP = 30 * 60 * 1_000_000L;

    /// How long a pump needs after its start until it runs as usual, in microseconds.
    static final long SETTLING = 15 * 60 * 1_000_000L;

    /// Frequency in Hz, and current in A, from which a pump runs.
    private static final double RUNNING = 1;

    private static final int VERSION = 1;

    private final Map<Channel, Signal> signals = new EnumMap<>(Channel.class);
    private final Map<String, Episode> episodes = new HashMap<>();
    private long at = Episode.NEVER;
    private long startedAt = Episode.NEVER;
    private boolean runs;

    /// Whether frequency or current have ever been measured. Without them, a pump is taken to run.
    private boolean isKnown;

    /// Whether the pump runs.
    enum Pump {
        STOPPED,
        /// It was started a short time ago.
        STARTING,
        RUNNING
    }

    /// Takes a sample: it is later than those before.
    ///
    /// @param held the channels whose mean of the last hours stays as it is
    void take(Sample sample, List<Channel> channels, Set<Channel> held) {
        boolean isGap = at != Episode.NEVER && sample.at() - at > GAP;
        if (isGap) {
            episodes.replaceAll((_, episode) -> episode.afterGap());
            signals.values().forEach(Signal::forget);
        }
        at = sample.at();
        follow(sample);
        boolean isRunning = pump() == Pump.RUNNING;
        for (Channel channel : channels) {
            double value = sample.value(channel);
            if (!Double.isNaN(value)) {
                Signal signal = signals.computeIfAbsent(channel, _ -> new Signal());
                if (!isRunning) {
                    signal.forget();
                }
                signal.take(at, value, learning(channel, held));
                if (!isRunning || isGap) {
                    signal.seenAgain(at);
                }
            }
        }
    }

    private Signal.Learning learning(Channel channel, Set<Channel> held) {
        if (pump() != Pump.RUNNING) {
            return Signal.Learning.NOT;
        }
        return held.contains(channel) ? Signal.Learning.FAST_ONLY : Signal.Learning.BOTH;
    }

    /// Follows starts and stops by the frequency of the drive, or by the current if that is not measured.
    private void follow(Sample sample) {
        double frequency = sample.value(Channel.VSD_FREQUENCY);
        if (Double.isNaN(frequency) && !Double.isNaN(value(Channel.VSD_FREQUENCY))) {
            return;
        }
        double known = Double.isNaN(frequency) ? sample.value(Channel.MOTOR_CURRENT) : frequency;
        if (Double.isNaN(known)) {
            return;
        }
        boolean ran = runs;
        isKnown = true;
        runs = known > RUNNING;
        if (runs && !ran) {
            startedAt = sample.at();
        }
    }

    Pump pump() {
        if (!isKnown) {
            return Pump.RUNNING;
        }
        if (!runs) {
            return Pump.STOPPED;
        }
        return at - startedAt < SETTLING ? Pump.STARTING : Pump.RUNNING;
    }

    /// The time of the newest sample; [Episode#NEVER] if there is none.
    long at() {
        return at;
    }

    /// A measure of a channel; NaN if it is not known, or has not been measured for long.
    double measure(Measure measure, Channel channel) {
        Signal signal = signals.get(channel);
        return signal == null || at - signal.at() > GAP ? Double.NaN : signal.measure(measure);
    }

    /// The newest value of a channel; NaN if it is not known.
    double value(Channel channel) {
        return measure(Measure.VALUE, channel);
    }

    Episode episode(String rule) {
        return episodes.getOrDefault(rule, Episode.QUIET);
    }

    void put(String rule, Episode episode) {
        if (episode.isQuiet()) {
            episodes.remove(rule);
        } else {
            episodes.put(rule, episode);
        }
    }

    String json() {
        JsonObject ofSignals = new JsonObject();
        signals.forEach((channel, signal) -> {
            if (!Double.isNaN(signal.value())) {
                ofSignals.put(channel.column(), signal.json());
            }
        });
        JsonObject ofEpisodes = new JsonObject();
        episodes.forEach((rule, episode) -> ofEpisodes.put(rule, episode.json()));
        return new JsonObject()
                .put("version", VERSION)
                .put("at", at)
                .put("started_at", startedAt)
                .put("runs", runs)
                .put("is_known", isKnown)
                .put("signals", ofSignals)
                .put("episodes", ofEpisodes)
                .encode();
    }

    /// Reads [#json]. A state of another version begins anew.
    static WellState of(String json) {
        JsonObject stored = new JsonObject(json);
        WellState state = new WellState();
        if (stored.getInteger("version", 0) != VERSION) {
            return state;
        }
        state.at = stored.getLong("at");
        state.startedAt = stored.getLong("started_at");
        state.runs = stored.getBoolean("runs");
        state.isKnown = stored.getBoolean("is_known");
        JsonObject signals = stored.getJsonObject("signals");
        for (String name : signals.fieldNames()) {
            Channel.of(name).ifPresent(channel -> state.signals.put(channel, Signal.of(signals.getJsonArray(name))));
        }
        JsonObject episodes = stored.getJsonObject("episodes");
        for (String rule : episodes.fieldNames()) {
            state.episodes.put(rule, Episode.of(episodes.getJsonArray(rule)));
        }
        return state;
    }
}
