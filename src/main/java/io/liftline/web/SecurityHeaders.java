package io.liftline.web;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/// The headers that keep a browser from doing more with an answer than showing it (OWASP, HTTP Security
/// Response Headers). The Swagger UI runs scripts and styles, so its pages have no policy for content.
final class SecurityHeaders {

    private static final String PLATFORM = "/q/";

    private SecurityHeaders() {}

    static void add(RoutingContext request) {
        MultiMap headers = request.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        if (request.request().isSSL()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        String path = request.request().path();
        if (path == null || !path.startsWith(PLATFORM)) {
            headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
    }
}
