package io.liftline.problem;

import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Drops the bodies that nobody uses: those of requests that were refused, or need none. So a client that sends
/// everything before it reads finds its answer, and can use its connection again.
///
/// To read a body only to drop it costs the event loop almost as much as to receive it. So beyond the first
/// [#AT_ONCE] bytes, it is read slowly: all such connections together get a piece of at most 64 KiB each 8 ms. Over
/// HTTP/2, a stream that sends more is not read any more, and ends with its answer.
@Singleton
class UnusedBodies {

    /// What is read without a pause.
    private static final int AT_ONCE = 256 * 1024;

    private static final Duration EVERY = Duration.ofMillis(8);
    private static final Duration LINGER = Duration.ofSeconds(3);

    /// The code of HTTP/2 for a stream that was answered completely without its body (RFC 9113, section 8.1).
    private static final long NO_ERROR = 0x0;

    private final AtomicLong nextTurn = new AtomicLong(System.nanoTime());

    /// Drops the body of a request that is answered, or whose answer does not depend on it.
    void drop(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!request.isEnded()) {
            Dropped body = new Dropped(routing);
            request.handler(body::arrived).endHandler(_ -> body.ended()).resume();
        }
    }

    /// The same on a connection that ends: when the body is there, or after three seconds.
    void dropAndHangUp(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        drop(routing);
        if (request.version() != HttpVersion.HTTP_2) {
            routing.vertx()
                    .setTimer(LINGER.toMillis(), _ -> request.connection().close());
            if (!request.isEnded()) {
                request.endHandler(_ -> request.connection().close());
            }
        }
    }

    /// The time until a connection may be read, which is then the turn of that connection.
    private long untilNextTurn() {
        long now = System.nanoTime();
        long turn = nextTurn.updateAndGet(next -> Math.max(next + EVERY.toNanos() - now, 0) + now);
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(turn - now));
    }

    /// A body that is being dropped. It is used only on the event loop of its connection.
    private final class Dropped {

        private final RoutingContext routing;
        private long bytes;
        private boolean slow;

        Dropped(RoutingContext routing) {
            this.routing = routing;
        }

        void arrived(Buffer part) {
            bytes += part.length();
            if (bytes > AT_ONCE && !slow) {
                slow = true;
                slowDown();
            }
        }

        private void slowDown() {
            if (routing.request().version() == HttpVersion.HTTP_2) {
                endStream();
            } else if (routing.request().connection() instanceof ConnectionBase connection) {
                // A paused request would keep what arrives
                connection.channel().config().setAutoRead(false);
                readInTurn(connection.channel());
            }
        }

        /// After the answer, which a reset would take away. Until then the client can send no more than the window of
        /// its stream.
        private void endStream() {
            HttpServerResponse answer = routing.response();
            if (answer.ended()) {
                answer.reset(NO_ERROR);
            } else {
                routing.request().pause();
                routing.addEndHandler(_ -> routing.vertx().runOnContext(_ -> answer.reset(NO_ERROR)));
            }
        }

        private void readInTurn(Channel connection) {
            routing.vertx().setTimer(untilNextTurn(), _ -> {
                if (slow && connection.isActive()) {
                    connection.read();
                    readInTurn(connection);
                }
            });
        }

        void ended() {
            if (slow && routing.request().connection() instanceof ConnectionBase connection) {
                slow = false;
                connection.channel().config().setAutoRead(true);
            }
        }
    }
}
