package io.liftline.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.sqlclient.impl.tracing.QueryRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Spans of all HTTP requests, whatever answers them, and of the statements that the reactive client sends for them.
/// Vert.x calls it. Names and attributes are those of OpenTelemetry's semantic conventions.
final class RequestTracer implements VertxTracer<RequestTracer.Received, Span> {

    /// The routes of the platform: probes, metrics, the OpenAPI document.
    private static final String PLATFORM = "/q/";

    /// The key of the path template in the context of a request; the REST layer sets it, and `web.RouteLabel`.
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final String REQUEST_ID = "X-Request-Id";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final String OTHER_METHOD = "_OTHER";

    private final Traces traces;

    RequestTracer(Traces traces) {
        this.traces = traces;
    }

    /// A request.
    ///
    /// @param method its method, of the known ones
    record Received(Span span, String method) {}

    @Override
    public <R> Received receiveRequest(
            Context context,
            io.vertx.core.spi.tracing.SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Map.Entry<String, String>> headers,
            TagExtractor<R> tags) {
        if (!(request instanceof HttpRequest http) || http.uri().startsWith(PLATFORM)) {
            return new Received(Span.getInvalid(), OTHER_METHOD);
        }
        String name = http.method().name();
        String method = METHODS.contains(name) ? name : OTHER_METHOD;
        Span span = traces.build(method, SpanKind.SERVER, parent(http.headers()))
                .setAttribute("http.request.method", method)
                .startSpan();
        Traces.keep(context, span);
        return new Received(span, method);
    }

    private static io.opentelemetry.context.Context parent(MultiMap headers) {
        return W3CTraceContextPropagator.getInstance()
                .extract(io.opentelemetry.context.Context.root(), headers, new Headers());
    }

    @Override
    public <R> void sendResponse(
            Context context,
            @Nullable R response,
            @Nullable Received request,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (request == null || !request.span().isRecording()) {
            return;
        }
        Span span = request.span();
        @Nullable String template = context.getLocal(TEMPLATE);
        if (template != null) {
            span.updateName(request.method() + " " + template);
            span.setAttribute("http.route", template);
        }
        if (response instanceof HttpResponse http) {
            answered(span, http);
        }
        Traces.end(span, failure);
    }

    private static void answered(Span span, HttpResponse response) {
        int status = response.statusCode();
        span.setAttribute("http.response.status_code", status);
        @Nullable String id = response.headers().get(REQUEST_ID);
        if (id != null) {
            span.setAttribute("liftline.request_id", id);
        }
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", String.valueOf(status));
        }
    }

    @Override
    public <R> Span sendRequest(
            Context context,
            io.vertx.core.spi.tracing.SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        if (!(request instanceof QueryRequest query)) {
            return Span.getInvalid();
        }
        Span span = traces.begin(verb(query.sql()), SpanKind.CLIENT, Traces.of(context));
        if (span.isRecording()) {
            span.setAttribute("db.system.name", "postgresql").setAttribute("db.query.text", query.sql());
        }
        return span;
    }

    @Override
    public <R> void receiveResponse(
            Context context,
            @Nullable R response,
            @Nullable Span span,
            @Nullable Throwable failure,
            TagExtractor<R> tags) {
        if (span != null) {
            Traces.end(span, failure);
        }
    }

    /// The first word of a statement, such as `SELECT`.
    private static String verb(String statement) {
        String text = statement.stripLeading();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toUpperCase(Locale.ROOT);
    }

    /// The headers of a request, for the propagator.
    private static final class Headers implements TextMapGetter<MultiMap> {

        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
