package io.liftline.ingest.http;

import io.liftline.access.Role;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.BareRoutes;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The routes for InfluxDB clients: writes, and the requests that clients send before they write.
@Singleton
class InfluxRoutes {

    /// Before all handlers that may reject a request, so that each rejection has the error format of
    /// InfluxDB.
    private static final int BEFORE_EVERYTHING = -200_000;

    private static final Set<Role> ANYBODY = EnumSet.allOf(Role.class);

    private final BareRoutes routes;
    private final InfluxCallers callers;
    private final LineProtocolRoute lineProtocol;
    private final InfluxQueryRoute query;
    private final InfluxStatusRoutes status;

    InfluxRoutes(
            RouteProblems problems,
            InfluxCallers callers,
            LineProtocolRoute lineProtocol,
            InfluxQueryRoute query,
            InfluxStatusRoutes status) {
        this.routes = new BareRoutes(problems);
        this.callers = callers;
        this.lineProtocol = lineProtocol;
        this.query = query;
        this.status = status;
    }

    void register(@Observes Router router) {
        write(router, "/write", "ns", InfluxWords::ofVersionOne);
        write(router, "/api/v2/write", "ns", InfluxWords::in);
        write(router, "/api/v3/write_lp", "auto", InfluxWords::in);
        word(router, "/query", InfluxWords::ofVersionOne);
        routes.on(
                router,
                "/query",
                Set.of(HttpMethod.GET, HttpMethod.POST),
                request -> query.answer(request, callers.admit(request, InfluxQueryRoute.PARAMETERS, ANYBODY)));
        routes.on(router, "/ping", Set.of(HttpMethod.GET, HttpMethod.HEAD), InfluxStatusRoutes::ping);
        routes.on(router, "/health", Set.of(HttpMethod.GET, HttpMethod.HEAD), status::health);
    }

    /// @param precision unit of times if the request does not declare one
    /// @param words the words of the version
    private void write(Router router, String path, String precision, UnaryOperator<ProblemException> words) {
        word(router, path, words);
        routes.on(
                router,
                path,
                Set.of(HttpMethod.POST),
                request -> lineProtocol.answer(
                        request,
                        callers.admit(request, LineProtocolRoute.PARAMETERS, IngestRoutes.MAY_INGEST),
                        precision));
    }

    private static void word(Router router, String path, UnaryOperator<ProblemException> words) {
        router.route(path).order(BEFORE_EVERYTHING).handler(request -> {
            RouteProblems.word(request, words);
            request.next();
        });
    }
}
