package io.liftline.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Rejects a request whose `Content-Length` exceeds the limit of the HTTP server, with a problem and before its
/// body is read. A chunked body has no `Content-Length`; the HTTP server stops it at the same limit, with 413 and an
/// empty body.
final class OversizedBody {

    private static final int BEFORE_EVERYTHING = 1_000;

    private final RouteProblems problems;
    private final long limit;

    OversizedBody(
            RouteProblems problems, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.problems = problems;
        this.limit = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || length.length() < 7 || Long.parseLong(length) <= limit) {
            request.next();
            return;
        }
        problems.sendAndHangUp(
                request,
                new ProblemException(ProblemCode.TOO_LARGE, "The body holds " + length + " bytes, more than " + limit));
    }
}
