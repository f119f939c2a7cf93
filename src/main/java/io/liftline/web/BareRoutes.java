package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Registers Vert.x routes outside the REST layer. It rejects other methods with 405, converts exceptions to
/// problems, and labels the metrics with the path. A parameter of a path is written `:name`.
public final class BareRoutes {

    /// The order of the routes: after CORS, but before the platform's authentication, which would verify the
    /// token a second time. Quarkus registers authentication as a filter of priority 200, which is a route of
    /// order -200, and web.RestBodies, which receives the bodies of the REST layer, as one of order -202.
    private static final int BEFORE_BODIES = -203;

    /// The order of routes that need no body. The limits of bodies hold for them, too.
    private static final int AFTER_BODIES = -201;

    private static final Set<HttpMethod> QUESTION = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /// A parameter of a path, as Vert.x writes it.
    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private final RouteProblems problems;

    public BareRoutes(RouteProblems problems) {
        this.problems = problems;
    }

    /// Registers a handler for a path and its permitted methods. An exception of the handler is answered as a
    /// problem.
    public void on(Router router, String path, Set<HttpMethod> methods, Handler<RoutingContext> handler) {
        on(router, path, methods, Set.of(), handler);
    }

    /// Registers a handler of `GET` and `HEAD`. A body, if there is one, was received and is not used.
    public void onQuestion(Router router, String path, Handler<RoutingContext> handler) {
        on(router.route(path).order(AFTER_BODIES), path, QUESTION, Set.of(), handler);
    }

    /// The same for a path that the REST layer also has.
    ///
    /// @param ofResources the methods of the REST layer
    public void on(
            Router router,
            String path,
            Set<HttpMethod> methods,
            Set<HttpMethod> ofResources,
            Handler<RoutingContext> handler) {
        on(router.route(path).order(BEFORE_BODIES), path, methods, ofResources, handler);
    }

    private void on(
            Route route,
            String path,
            Set<HttpMethod> methods,
            Set<HttpMethod> ofResources,
            Handler<RoutingContext> handler) {
        String template = PARAMETER.matcher(path).replaceAll("{$1}");
        route.handler(request -> {
            if (ofResources.contains(request.request().method())) {
                request.next();
                return;
            }
            RouteLabel.set(request, template);
            try {
                requireMethod(request, methods, ofResources);
                handler.handle(request);
            } catch (RuntimeException e) {
                problems.refuse(request, e);
            }
        });
    }

    private static void requireMethod(RoutingContext request, Set<HttpMethod> methods, Set<HttpMethod> ofResources) {
        if (!methods.contains(request.request().method())) {
            throw new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, ProblemCode.METHOD_NOT_ALLOWED.title())
                    .header(
                            HttpHeaders.ALLOW.toString(),
                            Stream.concat(methods.stream(), ofResources.stream())
                                    .map(HttpMethod::name)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
    }
}
