package io.liftline.query.fleet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When a well is in which state, under `liftline.fleet`.
@ConfigMapping(prefix = "liftline.fleet")
public interface FleetConfig {

    /// Age of the newest sample from which a well is silent. Default 10 min.
    @WithDefault("PT10M")
    Duration silentAfter();

    /// Age of the newest sample from which a well has no data; not less than [#silentAfter]. Older
    /// samples are not searched, so a longer time makes the question slower. Default 1 day.
    @WithDefault("PT24H")
    Duration noDataAfter();

    /// The least severity of an open finding that is an alarm. Default high.
    @WithDefault("high")
    Severity alarmSeverity();

    /// The least severity of an open finding that is a warning. Default low.
    @WithDefault("low")
    Severity warningSeverity();
}
