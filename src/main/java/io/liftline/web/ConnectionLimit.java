package io.liftline.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts the open connections of each port. Addresses share them by the rule of [FairShare].
final class ConnectionLimit {

    private final int max;
    private final Map<Integer, Port> ports = new HashMap<>();

    /// @param max maximum connections of a port
    ConnectionLimit(int max) {
        this.max = max;
    }

    /// Counts a connection until it is closed, and returns whether it is within the limit.
    boolean admit(Channel connection) {
        int port = portOf(connection.localAddress());
        String address = addressOf(connection.remoteAddress());
        if (!open(port, address)) {
            return false;
        }
        ChannelFuture _ = connection.closeFuture().addListener(_ -> closed(port, address));
        return true;
    }

    synchronized boolean open(int port, String address) {
        Port count = ports.computeIfAbsent(port, _ -> new Port());
        int free = max - count.open - 1;
        int mine = count.byAddress.getOrDefault(address, 0) + 1;
        if (!FairShare.allows(mine, free)) {
            return false;
        }
        count.open++;
        count.byAddress.put(address, mine);
        return true;
    }

    synchronized void closed(int port, String address) {
        Port count = ports.computeIfAbsent(port, _ -> new Port());
        count.open--;
        count.byAddress.computeIfPresent(address, (_, mine) -> mine == 1 ? null : mine - 1);
    }

    private static int portOf(SocketAddress local) {
        return local instanceof InetSocketAddress socket ? socket.getPort() : 0;
    }

    static String addressOf(SocketAddress remote) {
        return remote instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : "";
    }

    /// The server has two ports, so the map is small.
    private static final class Port {

        private int open;
        private final Map<String, Integer> byAddress = new HashMap<>();
    }
}
