package io.liftline.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Charges the bytes that wait to be sent on a connection to the memory budget, and closes the connection when
/// the client has taken none of them for too long. A client that reads slowly is not affected. Used on the
/// event loop of its connection.
final class WriteDeadline extends ChannelOutboundHandlerAdapter {

    /// The holder of all answers.
    static final String ANSWERS = "#answers";

    /// Fewer waiting bytes are not charged.
    private static final int UNCHARGED = 4 * 1024;

    private static final int CHECKS = 4;

    private final long deadlineNanos;
    private final MemoryBudget.Charge charge;
    private long waiting;
    private long progress;
    private long movedAt;
    private boolean watched;

    /// @param charge the memory of the waiting bytes
    WriteDeadline(Duration deadline, MemoryBudget.Charge charge) {
        this.deadlineNanos = deadline.toNanos();
        this.charge = charge;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        int bytes = message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        if (bytes == 0) {
            ChannelFuture _ = context.write(message, promise);
            return;
        }
        if (waiting == 0) {
            movedAt = System.nanoTime();
        }
        add(bytes);
        watch(context);
        ChannelFuture _ = context.write(message, promise.unvoid().addListener(_ -> {
            movedAt = System.nanoTime();
            add(-bytes);
        }));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        charge.close();
    }

    private void add(int bytes) {
        waiting += bytes;
        if (waiting > UNCHARGED || charge.bytes() > 0) {
            charge.set(waiting > UNCHARGED ? waiting : 0);
        }
    }

    private void watch(ChannelHandlerContext context) {
        if (!watched) {
            watched = true;
            Future<?> _ =
                    context.executor().schedule(() -> check(context), deadlineNanos / CHECKS, TimeUnit.NANOSECONDS);
        }
    }

    private void check(ChannelHandlerContext context) {
        watched = false;
        if (waiting == 0 || !context.channel().isActive()) {
            return;
        }
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        long now = buffer == null ? 0 : buffer.currentProgress();
        if (now != progress) {
            progress = now;
            movedAt = System.nanoTime();
        }
        if (System.nanoTime() - movedAt >= deadlineNanos) {
            ChannelFuture _ = context.close();
        } else {
            watch(context);
        }
    }
}
