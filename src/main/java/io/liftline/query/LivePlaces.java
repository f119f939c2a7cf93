package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.live.LiveConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/// The places of live streams: how many may be open on this replica, of all callers and of each.
@Singleton
class LivePlaces {

    private final LiveConfig config;
    private final Map<String, Integer> taken = new HashMap<>();
    private int allTaken;

    LivePlaces(LiveConfig config, MeterRegistry metrics) {
        this.config = config;
        Gauge.builder("liftline.live.streams", this::taken)
                .description("Open live streams")
                .register(metrics);
    }

    /// The number of open streams.
    synchronized int taken() {
        return allTaken;
    }

    /// Takes a place for a stream. It must be given back by [#giveBack].
    ///
    /// @throws ProblemException 429 if there is none
    synchronized void take(String caller) {
        int mine = taken.getOrDefault(caller, 0);
        if (allTaken >= config.maxStreams() || mine >= config.maxStreamsPerCaller()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "There are %d live streams, %d of them yours; at most %d and %d can be open"
                            .formatted(allTaken, mine, config.maxStreams(), config.maxStreamsPerCaller()));
        }
        taken.put(caller, mine + 1);
        allTaken++;
    }

    synchronized void giveBack(String caller) {
        taken.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
        allTaken--;
    }
}
