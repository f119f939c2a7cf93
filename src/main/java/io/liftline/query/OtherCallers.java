package io.liftline.query;

import java.time.Duration;
import java.time.InstantSource;

/// Whether several callers ask questions at the same time. It knows the last two callers that asked.
final class OtherCallers {

    private static final long RECENT = Duration.ofSeconds(1).toMillis();

    private final InstantSource clock;
    private Asked latest = new Asked("", 0);
    private Asked before = latest;

    private record Asked(String caller, long at) {}

    OtherCallers(InstantSource clock) {
        this.clock = clock;
    }

    /// Notes that a caller asks a question.
    ///
    /// @param caller empty for the service itself, which does not count
    synchronized void ask(String caller) {
        if (caller.isEmpty()) {
            return;
        }
        if (!latest.caller().equals(caller)) {
            before = latest;
        }
        latest = new Asked(caller, clock.millis());
    }

    /// Whether somebody else has asked within the last second.
    synchronized boolean thanThis(String caller) {
        Asked other = latest.caller().equals(caller) ? before : latest;
        return clock.millis() - other.at() <= RECENT;
    }
}
