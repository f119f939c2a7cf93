package io.liftline.ingest.http;

import io.liftline.problem.RouteProblems;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What InfluxDB's clients ask to see whether somebody is there: `/ping` and `/health`. Neither needs a token. For
/// orchestrators there are the probes on the management port.
@Singleton
class InfluxStatusRoutes {

    /// The version of InfluxDB whose write protocol is spoken; clients look whether there is one.
    private static final String SPOKEN_VERSION = "1.8.10";

    private final SmallRyeHealthReporter health;
    private final RouteProblems problems;
    private final String version;

    InfluxStatusRoutes(
            SmallRyeHealthReporter health,
            RouteProblems problems,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.health = health;
        this.problems = problems;
        this.version = version;
    }

    /// Says that the service is there.
    static void ping(RoutingContext request) {
        request.response()
                .putHeader("X-Influxdb-Version", SPOKEN_VERSION)
                .putHeader("X-Influxdb-Build", "Liftline")
                .setStatusCode(204)
                .end();
    }

    /// Says whether the service can take writes, as the readiness probe does.
    void health(RoutingContext request) {
        health.getReadinessAsync()
                .subscribe()
                .with(readiness -> answer(request, !readiness.isDown()), failure -> problems.send(request, failure));
    }

    private void answer(RoutingContext request, boolean ready) {
        JsonObject body = new JsonObject()
                .put("name", "liftline")
                .put("message", ready ? "ready for writes" : "not ready: the database is away, or the service starting")
                .put("status", ready ? "pass" : "fail")
                .put("checks", new JsonArray())
                .put("version", version);
        if (!ready) {
            RouteProblems.askToComeAgain(request.response());
        }
        request.response()
                .setStatusCode(ready ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body.toBuffer());
    }
}
