package io.liftline.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/// Stands in for the real mapper of problems until that is there.
@Provider
@Priority(9000)
public class PlainProblemMapper implements ExceptionMapper<ProblemException> {

    @Override
    public Response toResponse(ProblemException problem) {
        ResponseBuilder response = Response.status(problem.code().status())
                .type("application/problem+json")
                .entity(Map.of("type", problem.code().type(), "detail", problem.detail()));
        problem.headers().forEach(response::header);
        return response.build();
    }
}
