package io.liftline.web;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/// The service has no WebSockets, so it needs no extensions of them: by default, a handler looks for their offer in
/// every request, and at every answer.
@Singleton
class WebSocketOptions implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        withoutExtensions(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        withoutExtensions(options);
    }

    private static void withoutExtensions(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false);
        options.setPerMessageWebSocketCompressionSupported(false);
    }
}
