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

    private final Failures failures;
    private final UnusedBodies bodies;
    private final ObjectMapper json;

    RouteProblems(Failures failures, UnusedBodies bodies, ObjectMapper json) {
        this.failures = failures;
        this.bodies = bodies;
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

    /// Answers with the problem for a failure, unless the answer has already begun.
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
        send(request, failure);
        drop(request);
    }

    /// Drops the body of a request that needs none, at little cost ([UnusedBodies]).
    public void drop(RoutingContext request) {
        bodies.drop(request);
    }

    /// The same for a request with whose answer the connection ends ([UnusedBodies]). In HTTP/2 only the stream ends.
    public void sendAndHangUp(RoutingContext request, Throwable failure) {
        if (request.request().version() != HttpVersion.HTTP_2
                && !request.response().headWritten()) {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        send(request, failure);
        bodies.dropAndHangUp(request);
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
