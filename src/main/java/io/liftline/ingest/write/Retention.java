package io.liftline.ingest.write;

import java.time.Duration;

/// How long a retention policy that is not Liftline's keeps samples. At its next run, it would delete older
/// samples, although they were acknowledged.
///
/// @param keeps the age from which it deletes
/// @param job its number in `timescaledb_information.jobs`
public record Retention(Duration keeps, int job) {

    /// No such policy.
    public static final Retention UNLIMITED = new Retention(Duration.ofSeconds(Long.MAX_VALUE), 0);

    /// Whether samples of any age are kept.
    public boolean isUnlimited() {
        return equals(UNLIMITED);
    }
}
