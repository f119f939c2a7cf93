package io.liftline.access.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// How many requests are permitted.
///
/// @param name the label in metrics
/// @param perSecond requests a second, at least 1
/// @param burst requests at once after a pause, at least `perSecond`
record Limit(String name, long perSecond, long burst) {

    /// @param burst the time whose requests may come at once
    static Limit of(String name, int perSecond, Duration burst) {
        return new Limit(name, perSecond, Math.max(1, burst.toSeconds()) * perSecond);
    }

    /// A full bucket.
    Bucket bucket(TimeMeter clock) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(burst)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .build())
                .withCustomTimePrecision(clock)
                .build();
    }
}
