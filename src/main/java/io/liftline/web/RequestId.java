package io.liftline.web;

import io.liftline.problem.RouteProblems;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// The id of a request, which connects its answer, its problem and its log lines. It is the client's
/// `X-Request-Id` if that has 1 to 128 printable ASCII characters without spaces, otherwise a random UUID.
final class RequestId {

    private static final CharSequence NAME = HttpHeaders.createOptimized(RouteProblems.REQUEST_ID);
    private static final String LOG_KEY = "request_id";
    private static final int MAX_LENGTH = 128;

    private RequestId() {}

    /// Assigns an id to the request, unless it already has one.
    static void assign(RoutingContext request) {
        MultiMap headers = request.response().headers();
        if (!headers.contains(NAME)) {
            String id = idOf(request.request());
            headers.set(NAME, id);
            MDC.put(LOG_KEY, id);
        }
    }

    private static String idOf(HttpServerRequest request) {
        @Nullable String given = request.getHeader(NAME);
        return given != null && isSane(given) ? given : randomUuid().toString();
    }

    /// A UUID of version 4 (RFC 9562). It need not be unpredictable, and a cryptographic generator would take a
    /// noticeable part of the CPU of a small request.
    private static UUID randomUuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63);
    }

    private static boolean isSane(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
