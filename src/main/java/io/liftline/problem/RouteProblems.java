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

/// Answers requests with problems outside the REST layer: on ingest routes, and before a route is known.
@Singleton
public class RouteProblems {

    /// The header with the id of a request, which problems contain as `instance`.
    public static final String REQUEST_ID = "X-Request-Id";

    private static final String WORDS = RouteProblems.class.getName() + ".words";

    private static final long LINGER_MILLIS = 3_000;

    private final Failures failures;
    private final ObjectMapper json;

    RouteProblems(Failures failures, ObjectMapper json) {
        this.failures = failures;
        this.json = json;
    }

    /// Sets how the problems of this request are extended for clients that expect other members.
    ///
    /// @param words adds members to a problem
    public static void word(RoutingContext request, UnaryOperator<ProblemException> words) {
        request.put(WORDS, words);
    }

    /// Sets the `Retry-After` of a 503 on an answer that is not a problem.
    public static void askToComeAgain(HttpServerResponse response) {
        new ProblemException(ProblemCode.UNAVAILABLE, "").headers().forEach(response::putHeader);
    }

    /// Answers with the problem for a failure, unless the answer has already begun. The rest of the request
    /// body is discarded.
    public void send(RoutingContext request, Throwable failure) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.headWritten() && !response.closed()) {
            @Nullable UnaryOperator<ProblemException> words = request.get(WORDS);
            ProblemException problem = failures.problem(failure);
            render(response, words == null ? problem : words.apply(problem));
        }
    }

    /// The same for a request whose body nobody has begun to read. The platform has paused it; if it stayed so, a
    /// client that sends a large body would wait, and its connection could not be used again.
    public void refuse(RoutingContext request, Throwable failure) {
        if (!request.request().isEnded()) {
            request.request().resume();
        }
        send(request, failure);
    }

    /// The same as [#send], without reading the rest of the body. In HTTP/1 the connection is closed after
    /// three seconds, so that a client that is still sending can read the answer. In HTTP/2 only the stream
    /// ends.
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
