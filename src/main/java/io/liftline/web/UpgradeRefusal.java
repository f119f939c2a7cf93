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

/// Answers in HTTP/1.1 when a client offers to go on in HTTP/2 (`Upgrade: h2c`), which a server is free to do
/// (RFC 9110, section 7.8). Clients that begin with HTTP/2 are not affected.
///
/// The HTTP server takes the offer before anybody else sees the request. With `Expect: 100-continue` it would have
/// to send 100 before 101, and does not: the client waits for ever with its body. There is no setting that keeps HTTP/2
/// and refuses the upgrade, so the offer is taken out of the request, between the decoder and the handler that takes
/// it.
///
/// Netty finds this class as a service ([HttpServerProperties]).
@RegisterForReflection
public final class UpgradeRefusal extends ChannelInitializerExtension {

    private static final String SETTINGS = "HTTP2-Settings";

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        connection.pipeline().addFirst(new FirstBytes());
    }

    /// Hands on the first bytes one by one, until the HTTP server has decided by them which version is spoken.
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

    /// Takes the offer out of the first request; the server does not look for it in later ones.
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
