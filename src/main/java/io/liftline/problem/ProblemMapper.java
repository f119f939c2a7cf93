package io.liftline.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Renders every failure of a request to the REST layer.
final class ProblemMapper {

    private final Failures failures;

    ProblemMapper(Failures failures) {
        this.failures = failures;
    }

    @ServerExceptionMapper
    Response problem(ProblemException problem) {
        return render(problem);
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException ignored) {
        return unauthenticated();
    }

    /// A token that is not valid; or, where a problem is among the causes, one that could not be verified.
    @ServerExceptionMapper
    Response authenticationFailed(AuthenticationFailedException failure) {
        @Nullable Throwable cause = failure;
        while (cause != null && !(cause instanceof ProblemException)) {
            cause = cause.getCause();
        }
        return cause instanceof ProblemException problem ? render(problem) : unauthenticated();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException ignored) {
        return render(ProblemException.forbidden());
    }

    /// A JSON body of another shape than described, such as an array for an object.
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException failure) {
        return render(unreadable("The JSON body does not have the shape that is described", failure));
    }

    /// What the REST layer itself refuses: no such path, method, content type, or a body that is no JSON.
    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        if (status < 400) {
            return refusal.getResponse();
        }
        if (status == 400 && refusal.getCause() instanceof JsonProcessingException failure) {
            return render(unreadable("The body is not JSON", failure));
        }
        ProblemCode code = Arrays.stream(ProblemCode.values())
                .filter(known -> known.status() == status)
                .findFirst()
                .orElse(status < 500 ? ProblemCode.MALFORMED_REQUEST : ProblemCode.INTERNAL);
        if (code == ProblemCode.INTERNAL) {
            return failed(refusal);
        }
        return render(new ProblemException(code, code.title()));
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        return render(failures.problem(failure));
    }

    /// Names the place only: the parser's own words name classes.
    private static ProblemException unreadable(String detail, JsonProcessingException failure) {
        @Nullable JsonLocation at = failure.getLocation();
        return new ProblemException(
                ProblemCode.MALFORMED_REQUEST,
                at == null ? detail : detail + ", at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    private static Response unauthenticated() {
        return render(ProblemException.unauthenticated());
    }

    private static Response render(ProblemException problem) {
        Response.ResponseBuilder response = Response.status(problem.code().status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(problem));
        problem.headers().forEach(response::header);
        return response.build();
    }
}
