package io.liftline.query.format;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/// Sends a [StreamedAnswer] with the content type of its response. The REST layer itself streams a `Multi` only
/// from methods with one fixed content type.
///
/// The next bytes are requested only when the connection can take them (backpressure). If the client
/// disconnects, no more are requested. A `HEAD` request reads none.
@Provider
public final class StreamedAnswerWriter implements ServerMessageBodyWriter<StreamedAnswer> {

    private static final Logger LOG = Logger.getLogger(StreamedAnswerWriter.class);

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == StreamedAnswer.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == StreamedAnswer.class;
    }

    @Override
    public void writeResponse(StreamedAnswer answer, Type genericType, ServerRequestContext context) {
        VertxResteasyReactiveRequestContext request = (VertxResteasyReactiveRequestContext) context;
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            request.vertxServerResponse().end();
            return;
        }
        request.suspend();
        answer.bytes().subscribe().withSubscriber(new Delivery(request));
    }

    @Override
    public void writeTo(
            StreamedAnswer answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body) {
        throw new WebApplicationException("a streamed answer is not written to an OutputStream");
    }

    /// Passes the bytes to the connection as fast as it takes them.
    private static final class Delivery implements MultiSubscriber<Buffer> {

        private final VertxResteasyReactiveRequestContext request;
        private final HttpServerResponse response;
        private Flow.@Nullable Subscription subscription;

        Delivery(VertxResteasyReactiveRequestContext request) {
            this.request = request;
            this.response = request.vertxServerResponse();
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            response.setChunked(true);
            request.serverResponse().addCloseHandler(begun::cancel);
            begun.request(1);
        }

        @Override
        public void onItem(Buffer bytes) {
            response.write(bytes);
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> more());
            } else {
                more();
            }
        }

        /// The status line is already sent. So the response is reset before its end, and the client notices
        /// that the answer is incomplete.
        @Override
        public void onFailure(Throwable failure) {
            LOG.warnf("Streamed answer aborted: reason=\"%s\"", failure.getMessage());
            response.reset();
            request.resume();
        }

        @Override
        public void onCompletion() {
            response.end();
            request.resume();
        }

        private void more() {
            Flow.Subscription begun = subscription;
            if (begun != null) {
                begun.request(1);
            }
        }
    }
}
