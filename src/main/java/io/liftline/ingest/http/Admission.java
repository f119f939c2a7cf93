package io.liftline.ingest.http;

import io.liftline.access.Caller;
import io.liftline.ingest.IngestConfig;
import io.liftline.ingest.IngestMetrics;
import io.liftline.ingest.codec.ArrayPool;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.codec.BodyBytes;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.MemoryBudget;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/// Receives request bodies within the memory budget. What has arrived is charged to the caller, not what is
/// declared: a client that declares a large body and sends little holds little. Admission also enforces the
/// maximum size and the upload deadline.
@Singleton
class Admission {

    private static final int LEAST_CHARGE = 4 * 1024;

    private final ArrayPool arrays;
    private final MemoryBudget memory;
    private final IngestConfig config;
    private final IngestMetrics metrics;
    private final RouteProblems problems;
    private final Vertx vertx;

    Admission(
            ArrayPool arrays,
            MemoryBudget memory,
            IngestConfig config,
            IngestMetrics metrics,
            RouteProblems problems,
            Vertx vertx) {
        this.arrays = arrays;
        this.memory = memory;
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

    /// Reads the body of a request and passes it on. The receiver closes it after decoding,
    /// which gives its memory back. A body that is not admitted is answered with a problem: 413 if it is too
    /// large, 429 if the memory budget has no room for it, 503 if it does not arrive in time.
    ///
    /// @param caller the caller to whom the memory is charged
    /// @param encoding encoding of the body
    void receive(RoutingContext routing, Caller caller, Body.Encoding encoding, Consumer<Body> whole) {
        HttpServerRequest request = routing.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        Arrival arrival = new Arrival(routing, memory.charge(caller.username()), encoding, whole);
        routing.addEndHandler(_ -> arrival.end());
        if (length == null ? arrival.makeRoom(1) : arrival.declare(Long.parseLong(length))) {
            arrival.begin();
        }
    }

    /// The maximum length of a body: that of the configuration, and never more than the memory budget can hold.
    private long longest() {
        return Math.min(config.maxBodySize().asLongValue(), memory.largest());
    }

    /// A body that is being received. It is used only on the event loop of its connection.
    private final class Arrival {

        private static final long UNKNOWN = -1;

        private final RoutingContext routing;
        private final MemoryBudget.Charge charge;
        private final Body.Encoding encoding;
        private final Consumer<Body> whole;
        private final BodyBytes bytes = new BodyBytes(arrays);
        private long declared = UNKNOWN;
        private long timer = -1;
        private boolean over;
        private boolean passedOn;

        Arrival(RoutingContext routing, MemoryBudget.Charge charge, Body.Encoding encoding, Consumer<Body> whole) {
            this.routing = routing;
            this.charge = charge;
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
            request.resume();
        }

        /// Notes the declared length. Returns false if the body is not admitted.
        boolean declare(long length) {
            declared = length;
            return isShortEnough(length) && makeRoom(Math.min(length, BodyBytes.BLOCK));
        }

        private void take(Buffer chunk) {
            if (!over && makeRoom((long) bytes.length() + chunk.length())) {
                bytes.add(chunk);
            }
        }

        private void arrived() {
            vertx.cancelTimer(timer);
            if (!over) {
                Body body = new Body(bytes, encoding, longest(), arrays, charge);
                passedOn = true; // the body owns bytes and charge now
                try {
                    whole.accept(body);
                } catch (RuntimeException e) {
                    body.close();
                    problems.send(routing, e);
                }
            }
        }

        private boolean isShortEnough(long length) {
            if (length <= longest()) {
                return true;
            }
            refuse(new ProblemException(ProblemCode.TOO_LARGE, "The body holds more than " + longest() + " bytes"));
            return false;
        }

        /// Makes room for so many bytes. Returns false if the body is not admitted; the request is then already
        /// answered.
        boolean makeRoom(long needed) {
            if (needed <= bytes.room() && charge.bytes() > 0) {
                return true;
            }
            if (!isShortEnough(needed)) {
                return false;
            }
            boolean isWhole = isUsual() && bytes.length() > 0;
            long room = isWhole ? Math.max(needed, declared) : needed;
            if (!charge.offer(Math.max(LEAST_CHARGE, room))) {
                metrics.refused();
                refuse(memory.noRoom());
                return false;
            }
            if (isWhole) {
                bytes.useOneArray((int) room);
            }
            while (bytes.room() < needed) {
                bytes.addBlock(nextBlock());
            }
            if (bytes.room() > charge.bytes()) { // arrays of the pool may be longer
                charge.set(bytes.room());
            }
            return true;
        }

        /// Each block of a body of unknown length doubles the room, up to the full length of a block.
        private int nextBlock() {
            long usual = declared == UNKNOWN ? Math.max(LEAST_CHARGE, bytes.room()) : declared - bytes.room();
            return (int) Math.clamp(usual, 1, BodyBytes.BLOCK);
        }

        /// Whether the body has more than a block, and fits in one array.
        private boolean isUsual() {
            return declared > BodyBytes.BLOCK && declared <= BodyBytes.LONGEST_ARRAY;
        }

        private void tooSlow() {
            refuse(new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    "The body did not arrive within " + config.uploadDeadline().toSeconds() + " s"));
        }

        private void refuse(ProblemException problem) {
            over = true;
            bytes.close();
            problems.sendAndHangUp(routing, problem);
        }

        /// The request has been answered, or its client has gone.
        void end() {
            over = true;
            vertx.cancelTimer(timer);
            if (!passedOn) {
                bytes.close();
                charge.close();
            }
        }
    }
}
