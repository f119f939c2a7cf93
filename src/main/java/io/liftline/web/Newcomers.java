package io.liftline.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Lets the new connections of an event loop in one by one: one in a turn of the loop, and one a millisecond at most,
/// addresses in turn. Until then a connection is not read.
///
/// An event loop reads all connections that have something before it returns to the first one. Clients that connect,
/// ask and hang up without waiting for the answer can have 1,500 such connections at once. Then each turn took half a
/// second, and a request of others takes several turns.
@Sharable
final class Newcomers extends ChannelInboundHandlerAdapter {

    private static final long EVERY_MILLIS = 1;

    private final int most;
    private final Map<EventLoop, Line> lines = new ConcurrentHashMap<>();

    /// @param most maximum number of connections that wait at one event loop
    Newcomers(int most) {
        this.most = most;
    }

    /// Makes a connection wait, which has no event loop yet.
    void add(Channel connection) {
        connection.config().setAutoRead(false);
        connection.pipeline().addFirst(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Channel connection = context.channel();
        lines.computeIfAbsent(connection.eventLoop(), this::line)
                .add(ConnectionLimit.addressOf(connection.remoteAddress()), new Newcomer() {

                    @Override
                    public boolean isGone() {
                        return !connection.isActive();
                    }

                    @Override
                    public void letIn() {
                        connection.config().setAutoRead(true);
                    }

                    @Override
                    public void refuse() {
                        connection.close();
                    }
                });
        context.fireChannelActive();
    }

    private Line line(EventLoop loop) {
        return new Line(most, next -> loop.schedule(next, EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }

    /// A connection that waits.
    interface Newcomer {

        boolean isGone();

        void letIn();

        void refuse();
    }

    /// The connections that wait at one event loop. It is used only there.
    static final class Line {

        private final FairQueue<Newcomer> waiting;
        private final Executor later;
        private boolean pause;

        /// @param later runs a task after a pause
        Line(int most, Executor later) {
            this.waiting = new FairQueue<>(most);
            this.later = later;
        }

        void add(String address, Newcomer newcomer) {
            waiting.add(new FairQueue.Turn(address, ""), newcomer).ifPresent(Newcomer::refuse);
            if (!pause) {
                next();
            }
        }

        private void next() {
            Optional<Newcomer> next = waiting.poll();
            while (next.isPresent() && next.get().isGone()) {
                next = waiting.poll();
            }
            pause = next.isPresent();
            next.ifPresent(newcomer -> {
                newcomer.letIn();
                later.execute(this::next);
            });
        }
    }
}
