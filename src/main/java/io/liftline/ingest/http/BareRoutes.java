package io.liftline.ingest.http;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.RouteLabel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes routes below the REST layer: other methods are refused, failures become problems, and metrics have the path
/// as label.
final class BareRoutes {

    /// Behind CORS, before the platform's authentication, which would look at the token once more.
    /// Quarkus has that as a filter of priority 200, which is a route of order -200.
    private static final int BEFORE_AUTHENTICATION = -201;

    private final RouteProblems problems;

    BareRoutes(RouteProblems problems) {
        this.problems = problems;
    }

    /// Answers requests to a path by one of these methods. What the handler throws is answered as a problem.
    void on(Router router, String path, Set<HttpMethod> methods, Handler<RoutingContext> handler) {
        router.route(path).order(BEFORE_AUTHENTICATION).handler(request -> {
            RouteLabel.set(request, path);
            try {
                requireMethod(request, methods);
                handler.handle(request);
            } catch (RuntimeException e) {
                request.request().resume();
                problems.send(request, e);
            }
        });
    }

    private static void requireMethod(RoutingContext request, Set<HttpMethod> methods) {
        if (!methods.contains(request.request().method())) {
            throw new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, ProblemCode.METHOD_NOT_ALLOWED.title())
                    .header(
                            HttpHeaders.ALLOW.toString(),
                            methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
        }
    }
}
