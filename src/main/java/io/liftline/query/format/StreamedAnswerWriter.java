package io.liftline.query.format;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.vertx.VertxResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/// Sends a [StreamedAnswer] with the content type of its response. The REST layer itself streams a `Multi` only
/// from methods with one fixed content type.
///
/// The next bytes are requested only when the connection can take them (backpressure). If the client
/// disconnects, no more are requested. A `HEAD` request reads none.
@Provider
public final class StreamedAnswerWriter extends ConnectionWriter<StreamedAnswer> {

    private static final Logger LOG = Logger.getLogger(StreamedAnswerWriter.class);

    StreamedAnswerWriter() {
        super(StreamedAnswer.class);
    }

    @Override
    protected void write(StreamedAnswer answer, VertxResteasyReactiveRequestContext request) {
        answer.bytes().subscribe().withSubscriber(new Delivery(request));
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
