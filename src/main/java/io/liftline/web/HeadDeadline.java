package io.liftline.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Closes a connection on which the header of a request does not arrive in time: the first one after the
/// connection was opened, and each later one after its first byte. Used on the event loop of its connection.
///
/// A connection has at most one timer, which looks at the latest header: one of its own for each request would
/// be begun and cancelled within microseconds.
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private final long deadlineNanos;
    private final LongSupplier nanoTime;
    private int requests;
    private boolean waits;
    private long waitsSince;
    private @Nullable ScheduledFuture<?> timer;

    HeadDeadline(Duration deadline) {
        this(deadline, System::nanoTime);
    }

    /// @param nanoTime a clock like [System#nanoTime()]
    HeadDeadline(Duration deadline, LongSupplier nanoTime) {
        this.deadlineNanos = deadline.toNanos();
        this.nanoTime = nanoTime;
    }

    /// Notes that the header of a request has arrived. The time of the next one begins after its answer.
    static void arrived(RoutingContext routing) {
        of(routing.request().connection()).ifPresent(head -> {
            head.begin();
            routing.addEndHandler(_ -> head.end());
        });
    }

    private static Optional<HeadDeadline> of(HttpConnection connection) {
        return connection instanceof ConnectionBase base
                ? Optional.ofNullable(base.channel().pipeline().get(HeadDeadline.class))
                : Optional.empty();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        start(context.channel());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (requests == 0 && !waits) {
            start(context.channel());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    /// The header of a request has arrived.
    void begin() {
        requests++;
        waits = false;
    }

    /// The request has ended.
    void end() {
        requests--;
    }

    private void start(Channel connection) {
        waits = true;
        waitsSince = nanoTime.getAsLong();
        if (timer == null) {
            check(connection, deadlineNanos);
        }
    }

    private void check(Channel connection, long afterNanos) {
        timer = connection.eventLoop().schedule(() -> check(connection), afterNanos, TimeUnit.NANOSECONDS);
    }

    private void check(Channel connection) {
        timer = null;
        long left = deadlineNanos - (nanoTime.getAsLong() - waitsSince);
        if (waits && left > 0) {
            check(connection, left);
        } else if (waits) {
            ChannelFuture _ = connection.close();
        }
    }

    private void stop() {
        waits = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
