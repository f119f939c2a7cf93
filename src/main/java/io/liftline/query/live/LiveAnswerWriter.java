package io.liftline.query.live;

import io.netty.channel.ChannelFuture;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;

/// Begins a [LiveAnswer], and leaves its connection to the [LiveStream].
@Provider
public final class LiveAnswerWriter implements ServerMessageBodyWriter<LiveAnswer> {

    private final LiveConfig config;

    LiveAnswerWriter(LiveConfig config) {
        this.config = config;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == LiveAnswer.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == LiveAnswer.class;
    }

    @Override
    public void writeResponse(LiveAnswer answer, Type genericType, ServerRequestContext context) {
        VertxResteasyReactiveRequestContext request = (VertxResteasyReactiveRequestContext) context;
        HttpServerResponse response = request.vertxServerResponse();
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        request.suspend();
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

    /// A reset of HTTP/1.1 waits until the client has taken the bytes before it, and so does the platform's handler
    /// when the
    /// channel is closed. So the channel is closed below that handler.
    private static void abort(HttpServerRequest request, HttpServerResponse response) {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            ChannelFuture _ = Objects.requireNonNull(
                            connection.channel().pipeline().firstContext())
                    .close();
        } else {
            response.reset();
        }
    }

    @Override
    public void writeTo(
            LiveAnswer answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body) {
        throw new WebApplicationException("a live stream is not written to an OutputStream");
    }
}
