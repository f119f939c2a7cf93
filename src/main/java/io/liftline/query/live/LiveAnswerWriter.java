package io.liftline.query.live;

import io.liftline.query.format.ConnectionWriter;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/// Begins a [LiveAnswer], and leaves its connection to the [LiveStream].
@Provider
public final class LiveAnswerWriter extends ConnectionWriter<LiveAnswer> {

    private final LiveConfig config;

    LiveAnswerWriter(LiveConfig config) {
        super(LiveAnswer.class);
        this.config = config;
    }

    @Override
    protected void write(LiveAnswer answer, VertxResteasyReactiveRequestContext request) {
        HttpServerResponse response = request.vertxServerResponse();
        response.setChunked(true);
        AtomicReference<LiveStream> self = new AtomicReference<>();
        LiveStream stream = new LiveStream(
                answer.question(),
                response,
                Objects.requireNonNull(Vertx.currentContext()),
                config.patience(),
                () -> abort(request.getContext().request(), response),
                () -> {
                    answer.ended().accept(self.get());
                    request.resume();
                });
        self.set(stream);
        request.serverResponse().addCloseHandler(() -> {
            stream.gone();
            answer.ended().accept(stream);
        });
        stream.begin();
        answer.opened().accept(stream);
    }

    /// A reset of HTTP/1.1 waits until the client has taken the bytes before it. So does the handler of Vert.x when
    /// the channel is closed from its end, so the channel is closed below that handler.
    private static void abort(HttpServerRequest request, HttpServerResponse response) {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            ChannelFuture _ = Objects.requireNonNull(
                            connection.channel().pipeline().firstContext())
                    .close();
        } else {
            response.reset();
        }
    }
}
