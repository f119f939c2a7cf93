package io.liftline.web;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;

/// How much is read of a connection before the other connections of its event loop have their turn: one piece.
/// Netty reads sixteen by default. Then a few connections that send as fast as they can, or statements with many
/// rows, keep each small request waiting for megabytes of theirs, several times.
final class ReadTurn {

    /// What is read of a client is copied.
    private static final int OF_CLIENT = 64 * 1024;

    /// What is read of the database is decoded row by row, and most of it becomes text at once, which takes about ten
    /// times as long as to copy it.
    private static final int OF_DATABASE = 16 * 1024;

    private static final int LEAST = 64;
    private static final int FIRST = 2 * 1024;

    private ReadTurn() {}

    /// Shortens the turn of a client's connection.
    static void shortenOfClient(Channel connection) {
        shorten(connection, OF_CLIENT);
    }

    /// Shortens the turn of a connection that the service has opened, which goes to the database.
    static void shortenOfDatabase(Channel connection) {
        shorten(connection, OF_DATABASE);
    }

    private static void shorten(Channel connection, int bytes) {
        if (connection instanceof SocketChannel) {
            connection
                    .config()
                    .setRecvByteBufAllocator(
                            new AdaptiveRecvByteBufAllocator(LEAST, FIRST, bytes).maxMessagesPerRead(1));
        }
    }
}
