package io.liftline.query.fleet;

import io.liftline.telemetry.Timestamp;
import java.time.Duration;
import java.time.Instant;

/// The limits between the states of wells at one time, in microseconds since 1970-01-01T00:00:00Z.
///
/// @param at the time
/// @param silentBefore a well whose newest sample is older is silent
/// @param noDataBefore a well whose newest sample is older has no data
/// @param alarm the least severity of an alarm
/// @param warning the least severity of a warning
public record Limits(long at, long silentBefore, long noDataBefore, Severity alarm, Severity warning) {

    /// The configured limits at this time.
    public static Limits of(FleetConfig config, Instant now) {
        return new Limits(
                Timestamp.micros(now),
                before(now, config.silentAfter()),
                before(now, config.noDataAfter()),
                config.alarmSeverity(),
                config.warningSeverity());
    }

    private static long before(Instant now, Duration age) {
        return Timestamp.micros(now.minus(age));
    }

    /// The age of a sample in seconds; 0 if its time is in the future.
    double age(long timestamp) {
        return Math.max(0, at - timestamp) / 1e6;
    }
}
