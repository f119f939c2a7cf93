package io.liftline.ingest.http;

import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.RouteProblems;
import io.liftline.web.BareRoutes;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/// The route `POST /api/v1/telemetry`, outside the REST layer. The overhead of the REST layer is larger than
/// the rest of the work for a post of ten samples, and it holds a body in memory three times (docs/adr/0005).
///
/// Every route must be registered with its permitted roles.
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

    /// Answers a request of an authorized caller. Errors before the body has arrived are thrown.
    interface Endpoint {
        void answer(RoutingContext request, Caller caller);
    }

    void register(@Observes Router router) {
        post(router, "/api/v1/telemetry", MAY_INGEST, telemetry);
    }

    /// The REST layer answers the queries of the same path.
    private void post(Router router, String path, Set<Role> roles, Endpoint endpoint) {
        routes.on(
                router,
                path,
                Set.of(HttpMethod.POST),
                Set.of(HttpMethod.GET, HttpMethod.HEAD),
                request -> endpoint.answer(request, caller.admit(request, roles)));
    }
}
