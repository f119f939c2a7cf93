package io.liftline.web;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;

/// How much is read of a connection before the other connections of its event loop have their turn: one piece of 64
/// KiB at most. Netty reads sixteen by default. Then a few connections that send as fast as they can, or
/// statements with many rows, keep each small request waiting for megabytes of theirs, several times.
final class ReadTurn {

    private ReadTurn() {}

    static void shorten(Channel connection) {
        if (connection instanceof SocketChannel) {
            connection.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(1));
        }
    }
}
