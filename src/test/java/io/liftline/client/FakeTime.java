package io.liftline.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only while somebody waits.
final class FakeTime {

    private final List<Duration> waits = new ArrayList<>();
    private long nanos;

    Patience.Waiting waiting() {
        return new Patience.Waiting(() -> nanos, length -> {
            waits.add(length);
            nanos += length.toNanos();
        });
    }

    /// Lets time pass.
    void pass(Duration length) {
        nanos += length.toNanos();
    }

    List<Duration> waits() {
        return waits;
    }
}
