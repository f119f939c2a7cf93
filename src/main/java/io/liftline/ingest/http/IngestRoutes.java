package io.liftline.ingest.http;

import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.RouteProblems;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/// Where samples come in. These routes are below the REST layer: what that costs a request is more than all
/// the rest of a post of ten samples, and it keeps a body in memory three times (docs/adr/0005).
///
/// No route is made here without the roles it lets in.
@Singleton
class IngestRoutes {

    static final Set<Role> MAY_INGEST = EnumSet.of(Role.WRITER, Role.OPERATOR, Role.ADMIN);

    private final CurrentCaller caller;
    private final BareRoutes routes;
    private final TelemetryRoute telemetry;

    IngestRoutes(CurrentCaller caller, RouteProblems problems, TelemetryRoute telemetry) {
        this.caller = caller;
        this.routes = new BareRoutes(problems);
        this.telemetry = telemetry;
    }

    /// What answers a request of a caller who may send it. A failure before the body has come is thrown.
    interface Endpoint {
        void answer(RoutingContext request, Caller caller);
    }

    void register(@Observes Router router) {
        post(router, "/api/v1/telemetry", MAY_INGEST, telemetry);
    }

    private void post(Router router, String path, Set<Role> roles, Endpoint endpoint) {
        routes.on(
                router,
                path,
                Set.of(HttpMethod.POST),
                request -> endpoint.answer(request, caller.admit(request.request(), roles)));
    }
}
