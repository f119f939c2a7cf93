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

/// Renders failures of requests to the REST layer as problems.
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

    /// An invalid token, or a token that could not be verified if a problem is among the causes.
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

    /// A JSON body with a wrong structure, such as an array instead of an object.
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException failure) {
        return render(unreadable("The JSON body does not have the shape that is described", failure));
    }

    /// Errors of the REST layer itself: unknown path, method or content type, or invalid JSON.
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

    /// The message has only the position, because messages of the parser contain class names.
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
