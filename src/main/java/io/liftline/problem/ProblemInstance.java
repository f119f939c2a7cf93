package io.liftline.problem;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Names the request in each problem that the REST layer answers with.
final class ProblemInstance {

    @ServerResponseFilter
    void name(ContainerResponseContext answer, HttpServerResponse response) {
        if (answer.getEntity() instanceof Problem problem) {
            answer.setEntity(problem.of(response.headers().get(RouteProblems.REQUEST_ID)));
        }
    }
}
