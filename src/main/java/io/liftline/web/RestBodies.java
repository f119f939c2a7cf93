package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Receives the bodies of requests to the REST layer before it sees them, within the limit of their route
/// ([RouteTable]), the memory budget and a deadline. The REST layer itself would accept the body of every route
/// up to the limit of ingest, and before it knows the caller.
///
/// A body that is larger is refused with 413: before it is read if it declares its length, otherwise when it
/// exceeds the limit.
@Singleton
final class RestBodies {

    /// The priority of its filter: after the routes of ingest, which receive their bodies themselves, and
    /// before other bare routes and the authentication of the platform (priority 200).
    private static final int PRIORITY = 202;

    private static final int NONE = 0;

    /// The code of HTTP/2 for a stream that is no longer needed: CANCEL (RFC 9113, section 7).
    private static final long TOO_SLOW = 0x8;

    /// The key of a request under which the REST layer looks up the limit of its body. It reads the body of an
    /// HTTP/2 request itself, because it pauses each request, and HTTP/2 does not permit that after its end.
    private static final String LIMIT_OF_REST_LAYER = "io.quarkus.max-request-size";

    private final RouteTable routes;
    private final MemoryBudget memory;
    private final HttpConfig config;
    private final RouteProblems problems;
    private final Vertx vertx;

    RestBodies(RouteTable routes, MemoryBudget memory, HttpConfig config, RouteProblems problems, Vertx vertx) {
        this.routes = routes;
        this.memory = memory;
        this.config = config;
        this.problems = problems;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::receive, PRIORITY);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long declared = length == null ? NONE : Long.parseLong(length);
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        if (declared == NONE && !http2 && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            routing.next();
            return;
        }
        int limit = routes.bodyLimit(request.method(), routing.normalizedPath());
        if (http2 && declared <= limit) {
            routing.put(LIMIT_OF_REST_LAYER, (long) limit);
            passOn(routing, declared == NONE && mayHaveBody(request.method()) ? limit : declared);
            return;
        }
        Arrival arrival = new Arrival(routing, limit);
        routing.addEndHandler(_ -> arrival.end());
        if (arrival.isAdmitted(declared)) {
            arrival.begin();
        }
    }

    private static boolean mayHaveBody(HttpMethod method) {
        return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT) || method.equals(HttpMethod.PATCH);
    }

    /// Passes on an HTTP/2 request whose body the REST layer reads. What arrives cannot be counted, so the body is
    /// charged with what it declares, or with the limit of its route, until its end is there. If that does not
    /// come in time, the stream is reset.
    private void passOn(RoutingContext routing, long longest) {
        if (longest == NONE) {
            routing.next();
            return;
        }
        HttpServerRequest request = routing.request();
        MemoryBudget.Charge charge = memory.chargeUnknown(ClientAddress.of(request));
        routing.addEndHandler(_ -> charge.close());
        if (!charge.offer(longest)) {
            problems.refuse(routing, memory.noRoom());
            return;
        }
        long timer = vertx.setTimer(
                config.bodyDeadline().toMillis(), _ -> routing.response().reset(TOO_SLOW));
        routing.addEndHandler(_ -> vertx.cancelTimer(timer));
        request.end().onSuccess(_ -> {
            vertx.cancelTimer(timer);
            charge.set(request.bytesRead());
        });
        routing.next();
    }

    /// A body that is being received. It is used only on the event loop of its connection.
    private final class Arrival {

        private final RoutingContext routing;
        private final int limit;
        private final MemoryBudget.Charge charge;
        private final Buffer body = Buffer.buffer();
        private long timer = -1;
        private boolean over;

        Arrival(RoutingContext routing, int limit) {
            this.routing = routing;
            this.limit = limit;
            this.charge = memory.chargeUnknown(ClientAddress.of(routing.request()));
        }

        void begin() {
            HttpServerRequest request = routing.request();
            timer = vertx.setTimer(config.bodyDeadline().toMillis(), _ -> tooSlow());
            request.handler(this::take);
            request.endHandler(_ -> arrived());
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                routing.response().writeContinue();
            }
            request.resume();
        }

        /// Whether a body of so many bytes is within the limit and the budget. If not, the request is answered.
        boolean isAdmitted(long bytes) {
            if (bytes > limit) {
                refuse(new ProblemException(
                        ProblemCode.TOO_LARGE,
                        "The body holds more than the " + limit + " bytes that this route takes"));
                return false;
            }
            if (!charge.offer(Math.max(charge.bytes(), bytes))) {
                refuse(memory.noRoom());
                return false;
            }
            return true;
        }

        private void take(Buffer chunk) {
            if (!over && isAdmitted((long) body.length() + chunk.length())) {
                body.appendBuffer(chunk);
            }
        }

        private void arrived() {
            vertx.cancelTimer(timer);
            if (!over) {
                ((RoutingContextInternal) routing).setBody(body);
                routing.next();
            }
        }

        private void tooSlow() {
            refuse(new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    "The body did not arrive within " + config.bodyDeadline().toSeconds() + " s"));
        }

        private void refuse(ProblemException problem) {
            over = true;
            problems.sendAndHangUp(routing, problem);
        }

        void end() {
            over = true;
            vertx.cancelTimer(timer);
            charge.close();
        }
    }
}
