package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.trace.Traces;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.MDC;

/// The first handler of every request. It assigns the [RequestId], a metric label and the security headers, and
/// rejects a URI that is not properly percent-encoded, and a second `Host`. It also converts errors of the
/// router itself, such as a request without `Host`, to problems.
@Singleton
final class RequestEntry {

    /// The order of its route: before all other routes and filters.
    private static final int FIRST = -100_000;

    /// The id of the trace in log lines, if there is one.
    private static final String TRACE = "trace_id";

    private static final String ONE_HOST = "The request needs one valid header Host, and a path";

    private final RouteProblems problems;
    private final RequestTimes times;

    RequestEntry(RouteProblems problems, RequestTimes times) {
        this.problems = problems;
        this.times = times;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(this::refuse);
        // The router rejects a path that it cannot decode before it calls any route.
        router.errorHandler(HttpResponseStatus.BAD_REQUEST.code(), this::refuse);
    }

    /// The probes and metrics have a router of their own.
    void register(@Observes ManagementInterface management) {
        management.router().route().order(FIRST).handler(request -> {
            HeadDeadline.arrived(request);
            MetricsFormat.negotiate(request.request());
            request.next();
        });
    }

    private void enter(RoutingContext request) {
        HeadDeadline.arrived(request);
        RequestId.assign(request);
        Traces.id(Traces.current()).ifPresent(id -> MDC.put(TRACE, id));
        RouteLabel.other(request);
        SecurityHeaders.add(request);
        times.measure(request);
        if (request.request().headers().getAll(HttpHeaders.HOST).size() > 1) {
            problems.refuse(request, new ProblemException(ProblemCode.MALFORMED_REQUEST, ONE_HOST));
        } else if (isPercentEncoded(request.request().uri())) {
            request.next();
        } else {
            problems.refuse(
                    request,
                    new ProblemException(
                            ProblemCode.MALFORMED_REQUEST,
                            "The URI is not percent-encoded: a % must stand before two hexadecimal digits"));
        }
    }

    private void refuse(RoutingContext request) {
        Optional<ProblemException> refusal = refusalOf(request);
        if (refusal.isEmpty()) {
            request.next();
            return;
        }
        RequestId.assign(request);
        RouteLabel.other(request);
        problems.refuse(request, refusal.get());
    }

    /// The problem for an error of the router. Empty for a failure of a handler, which other code converts.
    private static Optional<ProblemException> refusalOf(RoutingContext request) {
        int status = request.statusCode();
        boolean routers = request.failure() == null
                || request.failure() instanceof VertxException
                || request.failure() instanceof HttpException;
        if (!routers || status < 400 || status > 499) {
            return Optional.empty();
        }
        ProblemCode code = Arrays.stream(ProblemCode.values())
                .filter(known -> known.status() == status)
                .findFirst()
                .orElse(ProblemCode.MALFORMED_REQUEST);
        boolean hostMissing = request.failure() instanceof VertxException;
        return Optional.of(new ProblemException(code, hostMissing ? ONE_HOST : code.title()));
    }

    /// Whether each `%` is followed by two hexadecimal digits (RFC 3986, section 2.1).
    private static boolean isPercentEncoded(String uri) {
        for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 3)) {
            if (at + 2 >= uri.length() || !isHex(uri.charAt(at + 1)) || !isHex(uri.charAt(at + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }
}
