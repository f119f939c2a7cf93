package io.liftline.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Requests that a client may send, under `liftline.limits`. Each is a number a second, on average; 0 is no
/// limit. A replica counts on its own.
@ConfigMapping(prefix = "liftline.limits")
public interface LimitConfig {

    /// Requests without valid credentials from one address. Default 100.
    @WithDefault("100")
    int address();

    /// Requests of one caller that store samples, and others of InfluxDB clients. Default 5,000.
    @WithDefault("5000")
    int ingest();

    /// Other requests of one caller with the role viewer. Of several roles of a caller, the highest limit
    /// counts. Default 200.
    @WithDefault("200")
    int viewer();

    /// Other requests of one caller with the role writer. Default 100.
    @WithDefault("100")
    int writer();

    /// Other requests of one caller with the role operator. Default 500.
    @WithDefault("500")
    int operator();

    /// Other requests of one caller with the role admin. Default 500.
    @WithDefault("500")
    int admin();

    /// How long a client that has been quiet may exceed its limit: it may send the requests of so much time
    /// at once. Default 10 s.
    @WithDefault("PT10S")
    Duration burst();
}
