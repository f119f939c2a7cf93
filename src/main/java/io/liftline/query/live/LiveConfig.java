package io.liftline.query.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of live streams, under `liftline.live`.
@ConfigMapping(prefix = "liftline.live")
public interface LiveConfig {

    /// Maximum number of streams of one replica; then 429. Default 500.
    @WithDefault("500")
    int maxStreams();

    /// Maximum number of streams of one caller on one replica; then 429. Default 20.
    @WithDefault("20")
    int maxStreamsPerCaller();

    /// How often a stream without samples gets a comment. Default 15 s.
    @WithDefault("PT15S")
    Duration heartbeat();

    /// How often the credentials of a stream are verified again. Default 5 s.
    @WithDefault("PT5S")
    Duration verifyEvery();

    /// How long ago a stream may have ended to be resumed. Default 5 min.
    @WithDefault("PT5M")
    Duration lookBack();

    /// How long a client may not take what waits for it, before its stream is ended. Default 10 s.
    @WithDefault("PT10S")
    Duration patience();
}
