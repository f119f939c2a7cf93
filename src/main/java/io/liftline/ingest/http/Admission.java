package io.liftline.ingest.http;

import io.liftline.ingest.BytesInFlight;
import io.liftline.ingest.IngestConfig;
import io.liftline.ingest.IngestMetrics;
import io.liftline.ingest.codec.ArrayPool;
import io.liftline.ingest.codec.Body;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/// Receives request bodies within the memory limit. The declared `Content-Length` of a body is reserved before
/// its first byte is read. A chunked body, which does not declare its length, is counted as it arrives.
/// Admission also enforces the maximum size and the upload deadline.
@Singleton
class Admission {

    private static final int LEAST_CHARGE = 4 * 1024;

    private final ArrayPool arrays;
    private final BytesInFlight bytesInFlight;
    private final IngestConfig config;
    private final IngestMetrics metrics;
    private final RouteProblems problems;
    private final Vertx vertx;

    Admission(
            ArrayPool arrays,
            BytesInFlight bytesInFlight,
            IngestConfig config,
            IngestMetrics metrics,
            RouteProblems problems,
            Vertx vertx) {
        this.arrays = arrays;
        this.bytesInFlight = bytesInFlight;
        this.config = config;
        this.metrics = metrics;
        this.problems = problems;
        this.vertx = vertx;
    }

    /// The encoding of a request body, from its `Content-Encoding`.
    ///
    /// @throws ProblemException 415 if the encoding is not supported
    static Body.Encoding encoding(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return header == null ? Body.Encoding.IDENTITY : Body.Encoding.of(header);
    }

    /// Reads the body of a request into one array and passes it on. The receiver closes it after decoding. Its
    /// bytes are counted until the request has been answered. A body that is not admitted is answered with a
    /// problem: 413 if it is too large, 429 if the memory limit is reached, 503 if it does not arrive in time.
    ///
    /// @param encoding encoding of the body
    void receive(RoutingContext routing, Body.Encoding encoding, Consumer<Body> whole) {
        HttpServerRequest request = routing.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        Arrival arrival = new Arrival(routing, encoding, whole);
        routing.addEndHandler(_ -> arrival.end());
        if (arrival.makeRoom(length == null ? 0 : Long.parseLong(length))) {
            arrival.begin();
        }
        request.resume();
    }

    /// A body that is being received. It is used only on the event loop of its connection.
    private final class Arrival {

        private static final byte[] NOTHING = {};

        private final RoutingContext routing;
        private final Body.Encoding encoding;
        private final Consumer<Body> whole;
        private byte[] bytes = NOTHING;
        private int received;
        private long charged;
        private long timer = -1;
        private boolean over;

        Arrival(RoutingContext routing, Body.Encoding encoding, Consumer<Body> whole) {
            this.routing = routing;
            this.encoding = encoding;
            this.whole = whole;
        }

        void begin() {
            HttpServerRequest request = routing.request();
            timer = vertx.setTimer(config.uploadDeadline().toMillis(), _ -> tooSlow());
            request.handler(this::take);
            request.endHandler(_ -> arrived());
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                routing.response().writeContinue();
            }
        }

        private void take(Buffer chunk) {
            if (!over && makeRoom((long) received + chunk.length())) {
                chunk.getBytes(bytes, received);
                received += chunk.length();
            }
        }

        private void arrived() {
            vertx.cancelTimer(timer);
            if (!over) {
                Body body =
                        new Body(bytes, received, encoding, config.maxBodySize().asLongValue(), arrays);
                bytes = NOTHING; // the body owns the array now
                try {
                    whole.accept(body);
                } catch (RuntimeException e) {
                    problems.send(routing, e);
                }
            }
        }

        /// Makes the array large enough for so many bytes. Returns false if the body is not admitted; the
        /// request is then already answered.
        boolean makeRoom(long needed) {
            long most = config.maxBodySize().asLongValue();
            if (needed > most) {
                refuse(new ProblemException(ProblemCode.TOO_LARGE, "The body holds more than " + most + " bytes"));
                return false;
            }
            if (needed > bytes.length || charged == 0) {
                long room = received == 0 ? needed : Math.min(most, Math.max(needed, 2L * bytes.length));
                if (!charge(Math.max(LEAST_CHARGE, room))) {
                    metrics.refused();
                    refuse(new ProblemException(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "The service holds as many bytes of other requests as it may, "
                                    + config.maxBytesInFlight().asLongValue() + "; send this one again later"));
                    return false;
                }
                move(arrays.take((int) room));
            }
            return true;
        }

        private void move(byte[] larger) {
            System.arraycopy(bytes, 0, larger, 0, received);
            giveBack();
            bytes = larger;
            bytesInFlight.add(Math.max(0, larger.length - charged));
            charged = Math.max(charged, larger.length);
        }

        private void giveBack() {
            arrays.give(bytes);
            bytes = NOTHING;
        }

        private boolean charge(long total) {
            if (total > charged && !bytesInFlight.offer(total - charged)) {
                return false;
            }
            charged = Math.max(charged, total);
            return true;
        }

        private void tooSlow() {
            refuse(new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    "The body did not arrive within " + config.uploadDeadline().toSeconds() + " s"));
        }

        private void refuse(ProblemException problem) {
            over = true;
            giveBack();
            problems.sendAndHangUp(routing, problem);
        }

        void end() {
            over = true;
            vertx.cancelTimer(timer);
            giveBack();
            bytesInFlight.remove(charged);
            charged = 0;
        }
    }
}
