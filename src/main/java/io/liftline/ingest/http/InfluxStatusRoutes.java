package io.liftline.ingest.http;

import io.liftline.problem.RouteProblems;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// `/ping` and `/health`, by which InfluxDB clients check that the server is available. Neither needs a token.
/// Orchestrators use the probes on the management port instead.
@Singleton
class InfluxStatusRoutes {

    /// The InfluxDB version whose write protocol is implemented. Clients only check that there is a version.
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

    /// Answers that the service is running.
    static void ping(RoutingContext request) {
        request.response()
                .putHeader("X-Influxdb-Version", SPOKEN_VERSION)
                .putHeader("X-Influxdb-Build", "Liftline")
                .setStatusCode(204)
                .end();
    }

    /// Answers whether the service can store samples, like the readiness probe.
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
