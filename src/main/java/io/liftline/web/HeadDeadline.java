package io.liftline.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection on which the header of a request does not arrive in time: the first one after the
/// connection was opened, and each later one after its first byte. Used on the event loop of its connection.
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private final Duration deadline;
    private int requests;
    private @Nullable ScheduledFuture<?> timer;

    HeadDeadline(Duration deadline) {
        this.deadline = deadline;
    }

    /// Notes that the header of a request has arrived. The time of the next one begins after its answer.
    static void arrived(RoutingContext routing) {
        of(routing.request().connection()).ifPresent(head -> {
            head.begin();
            routing.addEndHandler(_ -> head.requests--);
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
        if (requests == 0 && timer == null) {
            start(context.channel());
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void begin() {
        requests++;
        stop();
    }

    private void start(Channel connection) {
        timer = connection.eventLoop().schedule(() -> connection.close(), deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
