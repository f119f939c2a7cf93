package io.liftline.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where spans are sent, under `liftline.traces`. Without an endpoint there are none.
@ConfigMapping(prefix = "liftline.traces")
public interface TraceConfig {

    /// Address of a collector that speaks OTLP over HTTP, such as `http://collector:4318`. Spans are posted to
    /// `/v1/traces` below it.
    Optional<URI> endpoint();

    /// Headers of each post, such as `Authorization=Bearer …`, comma-separated.
    Optional<List<String>> headers();

    /// Attributes of the process, such as `deployment.environment.name=field-north`, comma-separated.
    Optional<List<String>> attributes();

    /// Part of the requests that are traced, 0 to 1. If a request has a trace context, that says whether. Default 1.
    @WithDefault("1")
    double ratio();

    /// Maximum number of spans that wait to be sent. Further ones are dropped. Default 2048.
    @WithDefault("2048")
    int queue();

    /// How often spans are sent. Default 5 s.
    @WithDefault("PT5S")
    Duration every();

    /// Time limit of one post. Default 5 s.
    @WithDefault("PT5S")
    Duration timeout();
}
