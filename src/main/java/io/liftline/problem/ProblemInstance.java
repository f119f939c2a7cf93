package io.liftline.problem;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Sets the `instance` of problems in the REST layer to the request id.
final class ProblemInstance {

    @ServerResponseFilter
    void name(ContainerResponseContext answer, HttpServerResponse response) {
        if (answer.getEntity() instanceof Problem problem) {
            answer.setEntity(problem.of(response.headers().get(RouteProblems.REQUEST_ID)));
        }
    }
}
