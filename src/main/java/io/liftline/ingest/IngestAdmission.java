package io.liftline.ingest;

import io.liftline.problem.EarlyAnswer;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Lets a body in only while there is room for it, before a byte of it is read: a body that says its length
/// is counted whole at once, one that does not (chunked) as it comes. It also sees that no body takes for
/// ever to arrive.
@ApplicationScoped
class IngestAdmission {

    static final Set<String> PATHS = Set.of("/api/v1/telemetry", "/write", "/api/v2/write");

    private static final int BEFORE_THE_REST = 900;
    private static final long LEAST_CHARGE = 4 * 1024;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final BytesInFlight bytesInFlight;
    private final IngestConfig config;
    private final IngestMetrics metrics;
    private final EarlyAnswer earlyAnswer;
    private final Vertx vertx;

    IngestAdmission(
            BytesInFlight bytesInFlight,
            IngestConfig config,
            IngestMetrics metrics,
            EarlyAnswer earlyAnswer,
            Vertx vertx) {
        this.bytesInFlight = bytesInFlight;
        this.config = config;
        this.metrics = metrics;
        this.earlyAnswer = earlyAnswer;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_THE_REST);
    }

    private void admit(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.method() != HttpMethod.POST || !PATHS.contains(routing.normalizedPath())) {
            routing.next();
            return;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        Charge charge = new Charge(routing);
        if (!charge.raiseTo(Math.max(LEAST_CHARGE, length == null ? 0 : Long.parseLong(length)))) {
            refuse(routing);
            return;
        }
        routing.addEndHandler(_ -> charge.end());
        if (!request.isEnded()) {
            charge.watch();
        }
        routing.next();
    }

    private void refuse(RoutingContext routing) {
        metrics.refused();
        earlyAnswer.send(
                routing,
                new ProblemException(
                                ProblemCode.TOO_MANY_REQUESTS,
                                "The service holds as many bytes of other requests as it may, "
                                        + config.maxBytesInFlight().asLongValue() + "; send this one again later")
                        .header("Retry-After", RETRY_AFTER_SECONDS));
    }

    /// What one request holds; only its event loop touches it.
    private final class Charge {

        private final RoutingContext routing;
        private final long started = System.nanoTime();
        private long charged;
        private long timer = -1;

        Charge(RoutingContext routing) {
            this.routing = routing;
        }

        boolean raiseTo(long bytes) {
            if (bytes > charged && !bytesInFlight.offer(bytes - charged)) {
                return false;
            }
            charged = Math.max(charged, bytes);
            return true;
        }

        void watch() {
            timer = vertx.setPeriodic(LOOK_EVERY_MILLIS, _ -> look());
        }

        private void look() {
            HttpServerRequest request = routing.request();
            if (!raiseTo(request.bytesRead())) {
                vertx.cancelTimer(timer);
                refuse(routing);
            } else if (request.isEnded()) {
                vertx.cancelTimer(timer);
            } else if (System.nanoTime() - started
                    > TimeUnit.MILLISECONDS.toNanos(config.uploadDeadline().toMillis())) {
                vertx.cancelTimer(timer);
                earlyAnswer.send(
                        routing,
                        new ProblemException(
                                        ProblemCode.UNAVAILABLE,
                                        "The body did not arrive within "
                                                + config.uploadDeadline().toSeconds() + " s")
                                .header("Retry-After", RETRY_AFTER_SECONDS));
            }
        }

        void end() {
            vertx.cancelTimer(timer);
            bytesInFlight.remove(charged);
        }
    }
}
