package io.liftline.web;

/// System properties that the HTTP server reads when it starts. Quarkus has no configuration keys for them.
public final class HttpServerProperties {

    private HttpServerProperties() {}

    /// Sets the properties. It must be called before the server starts.
    ///
    /// - `vertx.disableURIValidation`: otherwise Vert.x answers a malformed URI with an empty 400.
    ///   [RequestEntry] answers it with a problem instead.
    /// - `io.netty.bootstrap.extensions`: makes Netty load extensions such as [UpgradeRefusal] by
    ///   `ServiceLoader`.
    public static void set() {
        System.setProperty("vertx.disableURIValidation", "true");
        System.setProperty("io.netty.bootstrap.extensions", "serviceload");
    }
}
