package io.liftline.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Renders every failure of a request, in one place. What is not meant for the client goes to the log only.
final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String RETRY_AFTER = "Retry-After";

    private final Event<WriteRefused> writeRefused;

    ProblemMapper(Event<WriteRefused> writeRefused) {
        this.writeRefused = writeRefused;
    }

    @ServerExceptionMapper
    Response problem(ProblemException problem) {
        return render(problem);
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException ignored) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response authenticationFailed(AuthenticationFailedException failure) {
        return failure.getCause() instanceof ProblemException problem ? render(problem) : unauthenticated();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException ignored) {
        return render(new ProblemException(ProblemCode.FORBIDDEN, "None of your roles allows this request"));
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
            return unexpected(refusal);
        }
        return render(new ProblemException(code, code.title()));
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        if (DatabaseFailure.isReadOnly(failure)) {
            writeRefused.fire(new WriteRefused());
        }
        if (DatabaseFailure.isPassing(failure)) {
            LOG.warnf("Request failed: database not available, reason=%s", failure.toString());
            return render(new ProblemException(
                            ProblemCode.UNAVAILABLE,
                            "The database cannot answer now; sending the request again is safe")
                    .header(RETRY_AFTER, "2"));
        }
        return unexpected(failure);
    }

    /// Names the place only: the parser's own words name classes.
    private static ProblemException unreadable(String detail, JsonProcessingException failure) {
        @Nullable JsonLocation at = failure.getLocation();
        return new ProblemException(
                ProblemCode.MALFORMED_REQUEST,
                at == null ? detail : detail + ", at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    private static Response unexpected(Throwable failure) {
        LOG.error("Request failed unexpectedly", failure);
        return render(new ProblemException(ProblemCode.INTERNAL, "The failure has been logged"));
    }

    private static Response unauthenticated() {
        return render(new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        "Send 'Authorization: Bearer <token>' with a token that is still valid")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
    }

    private static Response render(ProblemException problem) {
        ProblemCode code = problem.code();
        Response.ResponseBuilder response = Response.status(code.status())
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(code.type(), code.title(), code.status(), problem.detail(), problem.members()));
        problem.headers().forEach(response::header);
        return response.build();
    }
}
