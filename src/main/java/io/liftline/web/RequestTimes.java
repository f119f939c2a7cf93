package io.liftline.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The metric `liftline_request_seconds`: the times of requests that objectives are set for, as histograms. It also
/// counts requests without credentials, under `liftline_unauthenticated_total`.
///
/// A time begins with the first handler and ends with the last byte of the answer.
@Singleton
class RequestTimes {

    /// Upper bounds of the buckets.
    private static final Duration[] BUCKETS = Arrays.stream(
                    new long[] {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final int CLIENT_ERRORS = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final int SERVER_ERRORS = 500;

    /// What a request asks for. Others are in `http_server_requests_seconds` only.
    private enum Operation {
        INGEST,
        LATEST,
        RANGE,
        SERIES,
        SUMMARY;

        static Optional<Operation> of(String method, String template) {
            return switch (template) {
                case "/api/v1/telemetry" -> Optional.of(method.equals("POST") ? INGEST : RANGE);
                case "/write", "/api/v2/write", "/api/v3/write_lp" -> Optional.of(INGEST);
                case "/api/v1/wells/{well_id}/latest", "/api/v1/telemetry/latest" -> Optional.of(LATEST);
                case "/api/v1/wells/{well_id}/telemetry" -> Optional.of(RANGE);
                case "/api/v1/wells/{well_id}/series", "/api/v1/telemetry/series" -> Optional.of(SERIES);
                case "/api/v1/telemetry/summary" -> Optional.of(SUMMARY);
                default -> Optional.empty();
            };
        }
    }

    /// How a request ended.
    private enum Outcome {
        SUCCESS,
        CLIENT_ERROR,
        SERVER_ERROR,
        /// The client hung up before it had the answer.
        ABORTED;

        static Outcome of(int status) {
            return status < CLIENT_ERRORS ? SUCCESS : status < SERVER_ERRORS ? CLIENT_ERROR : SERVER_ERROR;
        }
    }

    /// Looking one up in the registry costs more than recording a time.
    private final Map<Operation, Map<Outcome, Timer>> timers = new EnumMap<>(Operation.class);

    private final Counter missing;

    RequestTimes(MeterRegistry registry) {
        Meter.MeterProvider<Timer> provider = Timer.builder("liftline.request")
                .description("Time from the head of a request to the end of its answer")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
        for (Operation operation : Operation.values()) {
            Map<Outcome, Timer> ofOperation = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                ofOperation.put(outcome, provider.withTags("operation", lower(operation), "outcome", lower(outcome)));
            }
            timers.put(operation, ofOperation);
        }
        this.missing = Counter.builder("liftline.unauthenticated")
                .description("Requests answered with 401 by reason")
                .tag("reason", "missing")
                .register(registry);
    }

    /// Measures a request until it ends.
    void measure(RoutingContext request) {
        long began = System.nanoTime();
        request.addEndHandler(ended -> {
            String template = RouteLabel.template(request);
            int status = request.response().getStatusCode();
            Operation.of(request.request().method().name(), template)
                    .ifPresent(operation -> of(operation, ended.succeeded() ? Outcome.of(status) : Outcome.ABORTED)
                            .record(Duration.ofNanos(System.nanoTime() - began)));
            if (status == UNAUTHENTICATED && !hasCredentials(request) && !takesCredentials(template)) {
                missing.increment();
            }
        });
    }

    private Timer of(Operation operation, Outcome outcome) {
        return Objects.requireNonNull(
                Objects.requireNonNull(timers.get(operation)).get(outcome));
    }

    private static boolean hasCredentials(RoutingContext request) {
        String query = request.request().query();
        return request.request().headers().contains(HttpHeaders.AUTHORIZATION)
                || (query != null && ("&" + query).contains("&p="));
    }

    /// Whether the credentials of a route are in the body. Their refusals are counted as logins.
    private static boolean takesCredentials(String template) {
        return template.startsWith("/api/v1/auth/") || template.equals("/oauth/token");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
