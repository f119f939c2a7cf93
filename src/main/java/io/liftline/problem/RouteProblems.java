package io.liftline.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Answers a request with a problem where the REST layer does not: on the routes of ingest, and before it has
/// seen all of a request.
@Singleton
public class RouteProblems {

    /// The header that names a request; a problem has it as `instance`.
    public static final String REQUEST_ID = "X-Request-Id";

    private static final String WORDS = RouteProblems.class.getName() + ".words";

    private static final long LINGER_MILLIS = 3_000;

    private final Failures failures;
    private final ObjectMapper json;

    RouteProblems(Failures failures, ObjectMapper json) {
        this.failures = failures;
        this.json = json;
    }

    /// Says how the problems of a request are to be worded, for clients that look for words of their own.
    ///
    /// @param words adds members to a problem
    public static void word(RoutingContext request, UnaryOperator<ProblemException> words) {
        request.put(WORDS, words);
    }

    /// Says in an answer that is no problem when to send the request again, as a 503 does.
    public static void askToComeAgain(HttpServerResponse response) {
        new ProblemException(ProblemCode.UNAVAILABLE, "").headers().forEach(response::putHeader);
    }

    /// Answers with what a failure is to the client, unless an answer has begun already. What is still to
    /// come of the body is read and dropped.
    public void send(RoutingContext request, Throwable failure) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.headWritten() && !response.closed()) {
            @Nullable UnaryOperator<ProblemException> words = request.get(WORDS);
            ProblemException problem = failures.problem(failure);
            render(response, words == null ? problem : words.apply(problem));
        }
    }

    /// The same for a body that is not worth reading to its end: under HTTP/1 the connection is closed, three
    /// seconds later, so that a client that is still sending sees the answer; under HTTP/2 only the stream ends.
    public void sendAndHangUp(RoutingContext request, ProblemException problem) {
        if (request.request().version() != HttpVersion.HTTP_2
                && !request.response().headWritten()) {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            request.vertx()
                    .setTimer(LINGER_MILLIS, _ -> request.request().connection().close());
        }
        send(request, problem);
    }

    private void render(HttpServerResponse response, ProblemException problem) {
        problem.headers().forEach(response::putHeader);
        response.setStatusCode(problem.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(text(problem, response.headers().get(REQUEST_ID)));
    }

    private Buffer text(ProblemException problem, @Nullable String instance) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(Problem.of(problem).of(instance)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always JSON", e);
        }
    }
}
