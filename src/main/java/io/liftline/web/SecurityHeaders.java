package io.liftline.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/// The headers that keep a browser from doing more with an answer than showing it (OWASP, HTTP Security
/// Response Headers). The Swagger UI runs scripts and styles, so its pages have no policy for content.
final class SecurityHeaders {

    private static final String PLATFORM = "/q/";

    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAME_OPTIONS = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence TRANSPORT_SECURITY = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");
    private static final CharSequence CONTENT_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    private SecurityHeaders() {}

    static void add(RoutingContext request) {
        MultiMap headers = request.response().headers();
        headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
        headers.set(FRAME_OPTIONS, DENY);
        headers.set(REFERRER_POLICY, NO_REFERRER);
        if (request.request().isSSL()) {
            headers.set(TRANSPORT_SECURITY, A_YEAR);
        }
        String path = request.request().path();
        if (path == null || !path.startsWith(PLATFORM)) {
            headers.set(CONTENT_POLICY, NOTHING);
        }
    }
}
