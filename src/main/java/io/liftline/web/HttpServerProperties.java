package io.liftline.web;

/// System properties of the HTTP server, which it reads when it starts: there is no setting for them.
public final class HttpServerProperties {

    private HttpServerProperties() {}

    /// Sets them; to be called before the server starts.
    ///
    /// - `vertx.disableURIValidation`: the platform would answer a malformed URI with a bare 400. [RequestEntry]
    ///   does, with a problem.
    /// - `io.netty.bootstrap.extensions`: Netty looks for services such as [UpgradeRefusal].
    public static void set() {
        System.setProperty("vertx.disableURIValidation", "true");
        System.setProperty("io.netty.bootstrap.extensions", "serviceload");
    }
}
