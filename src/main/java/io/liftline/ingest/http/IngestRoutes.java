package io.liftline.ingest.http;

import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Where samples come in. These routes are below the REST layer: what that costs a request is more than all
/// the rest of a post of ten samples, and it keeps a body in memory three times (docs/adr/0005).
///
/// No route is made here without the roles it lets in.
@Singleton
class IngestRoutes {

    /// Behind CORS, before the platform's authentication: [CurrentCaller] does it, once.
    /// Quarkus has that as a filter of priority 200, which is a route of order -200.
    private static final int BEFORE_AUTHENTICATION = -201;

    private static final Set<Role> MAY_INGEST = EnumSet.of(Role.WRITER, Role.OPERATOR, Role.ADMIN);

    private final CurrentCaller caller;
    private final RouteProblems problems;
    private final TelemetryRoute telemetry;
    private final LineProtocolRoute lineProtocol;

    IngestRoutes(
            CurrentCaller caller, RouteProblems problems, TelemetryRoute telemetry, LineProtocolRoute lineProtocol) {
        this.caller = caller;
        this.problems = problems;
        this.telemetry = telemetry;
        this.lineProtocol = lineProtocol;
    }

    /// What answers a POST of a caller who may send it. A failure before the body has come is thrown.
    interface Endpoint {
        void answer(RoutingContext request, Caller caller);
    }

    void register(@Observes Router router) {
        post(router, "/api/v1/telemetry", MAY_INGEST, telemetry);
        for (String path : List.of("/write", "/api/v2/write")) {
            post(router, path, MAY_INGEST, lineProtocol);
        }
    }

    private void post(Router router, String path, Set<Role> roles, Endpoint endpoint) {
        router.route(path).order(BEFORE_AUTHENTICATION).handler(request -> {
            try {
                if (request.request().method() != HttpMethod.POST) {
                    throw new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, ProblemCode.METHOD_NOT_ALLOWED.title())
                            .header(HttpHeaders.ALLOW.toString(), HttpMethod.POST.name());
                }
                endpoint.answer(request, caller.admit(request.request(), roles));
            } catch (RuntimeException e) {
                request.request().resume();
                problems.send(request, e);
            }
        });
    }
}
