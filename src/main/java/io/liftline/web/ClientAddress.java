package io.liftline.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// The address from which a request comes, for limits per client. Of an IPv6 address it is the network of 64
/// bits (RFC 4291, section 2.5.1), because a client may choose the rest.
public final class ClientAddress {

    private static final int NETWORK_GROUPS = 4;

    private ClientAddress() {}

    /// The address of the peer, or of the client that a trusted proxy names (`quarkus.http.proxy`).
    public static String of(HttpServerRequest request) {
        @Nullable SocketAddress remote = request.remoteAddress();
        String address = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        return network(address);
    }

    static String network(String address) {
        int end = -1;
        for (int groups = 0; groups < NETWORK_GROUPS; groups++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end) + "::/64";
    }
}
