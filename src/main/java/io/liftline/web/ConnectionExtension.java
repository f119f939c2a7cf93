package io.liftline.web;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// Passes new connections of the server to [ConnectionGuards], and shortens the [ReadTurn] of all, those to the
/// database among them. Netty loads this class as a service
/// ([HttpServerProperties]), so nothing can be injected.
@RegisterForReflection
public final class ConnectionExtension extends ChannelInitializerExtension {

    @Override
    public void postInitializeClientChannel(Channel connection) {
        ReadTurn.shortenOfDatabase(connection);
    }

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        ReadTurn.shortenOfClient(connection);
        @Nullable ArcContainer container = Arc.container();
        if (container != null) {
            container.instance(ConnectionGuards.class).get().guard(connection);
        }
    }
}
