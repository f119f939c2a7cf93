package io.liftline.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;

/// Adds the guards of a new connection: their number, their first turn, the time of a request's header, and the time
/// and the memory of answers that a client does not read.
@Singleton
@Unremovable
class ConnectionGuards {

    private final HttpConfig config;
    private final MemoryBudget memory;
    private final ConnectionLimit limit;
    private final Newcomers newcomers;

    ConnectionGuards(HttpConfig config, MemoryBudget memory) {
        this.config = config;
        this.memory = memory;
        this.limit = new ConnectionLimit(config.maxConnections());
        this.newcomers = new Newcomers(config.maxConnections());
    }

    void guard(Channel connection) {
        if (!limit.admit(connection)) {
            connection.pipeline().addFirst(new Refusal());
            return;
        }
        connection
                .pipeline()
                .addFirst(
                        new HeadDeadline(config.headDeadline()),
                        new WriteDeadline(config.writeDeadline(), memory.charge(WriteDeadline.ANSWERS)));
        newcomers.add(connection);
    }

    /// Closes the connection as soon as it has an event loop.
    private static final class Refusal extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelFuture _ = context.close();
        }
    }
}
