package io.liftline.web;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import io.vertx.core.http.impl.Http1xUpgradeToH2CHandler;

/// Ignores the offer of a client to upgrade from HTTP/1.1 to HTTP/2 (`Upgrade: h2c`), as RFC 9110, section 7.8,
/// permits. Clients that start with HTTP/2 are not affected.
///
/// Vert.x accepts the upgrade before any handler sees the request. If the request has `Expect: 100-continue`,
/// Vert.x does not send the required 100 before its 101, so the client never sends its body. Vert.x has no
/// setting that keeps HTTP/2 but refuses the upgrade. So the upgrade headers are removed from the request in
/// the Netty pipeline, between the HTTP decoder and the upgrade handler.
///
/// Netty loads this class as a service ([HttpServerProperties]).
@RegisterForReflection
public final class UpgradeRefusal extends ChannelInitializerExtension {

    private static final String SETTINGS = "HTTP2-Settings";

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        connection.pipeline().addFirst(new FirstBytes());
    }

    /// Passes on the first bytes one at a time until Vert.x has detected the HTTP version of the connection.
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!(message instanceof ByteBuf bytes)) {
                context.fireChannelRead(message);
                return;
            }
            while (isUndecided(context) && bytes.isReadable()) {
                context.fireChannelRead(bytes.readRetainedSlice(1));
            }
            if (isUndecided(context)) {
                bytes.release();
                return;
            }
            ChannelHandlerContext upgrade = context.pipeline().context(Http1xUpgradeToH2CHandler.class);
            if (upgrade != null) {
                context.pipeline().addBefore(upgrade.name(), "upgrade-refusal", new FirstRequest());
            }
            context.pipeline().remove(this);
            context.fireChannelRead(bytes);
        }

        private static boolean isUndecided(ChannelHandlerContext context) {
            return context.pipeline().get(Http1xOrH2CHandler.class) != null;
        }
    }

    /// Removes the upgrade headers from the first request. The server does not check later ones.
    private static final class FirstRequest extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                if (request.headers().contains(HttpHeaderNames.UPGRADE, "h2c", true)) {
                    request.headers().remove(HttpHeaderNames.UPGRADE).remove(SETTINGS);
                }
                context.pipeline().remove(this);
            }
            context.fireChannelRead(message);
        }
    }
}
