package io.liftline.access.limit;

import io.liftline.access.CallerAuthenticator;
import io.liftline.problem.RouteProblems;
import io.liftline.web.ClientAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Limits the requests of an address before any work is done for them. If the address has none left, a
/// request is still served if its credentials are known already, which takes no signature and no statement to
/// see.
@Singleton
class AddressFilter {

    /// The order of its route: after the first filter (web.RequestEntry), before all that costs something.
    private static final int SECOND = -99_000;

    private final RequestLimits limits;
    private final CallerAuthenticator authenticator;
    private final RouteProblems problems;

    AddressFilter(RequestLimits limits, CallerAuthenticator authenticator, RouteProblems problems) {
        this.limits = limits;
        this.authenticator = authenticator;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route().order(SECOND).handler(this::enter);
    }

    private void enter(RoutingContext request) {
        String address = ClientAddress.of(request.request());
        if (limits.arrived(request, address) || authenticator.isKnown(request.request())) {
            request.next();
        } else {
            problems.refuse(request, limits.tooMany(address));
        }
    }
}
