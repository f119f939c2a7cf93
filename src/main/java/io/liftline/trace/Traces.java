package io.liftline.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.DatabaseException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The spans of this process. If traces are off, all spans are invalid ones, which do nothing.
///
/// The span of a request is kept in its Vert.x context ([RequestTracer]). Attributes have neither credentials nor
/// names of users: of a request the template of its path, of a statement its text without its parameters.
@Singleton
public final class Traces {

    private static final String NAME = "io.liftline";

    /// The key of a request's span in its Vert.x context.
    private static final String SPAN = Traces.class.getName();

    private static final long SECONDS_AT_SHUTDOWN = 2;

    private final Optional<SdkTracerProvider> provider;
    private final Tracer tracer;

    @Inject
    Traces(TraceConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
        this(
                TraceFaults.of(config).isEmpty() // otherwise the service does not start, and says why
                        ? config.endpoint().map(endpoint -> Exporting.provider(config, endpoint, version))
                        : Optional.empty());
    }

    private Traces(Optional<SdkTracerProvider> provider) {
        this.provider = provider;
        this.tracer = provider.<TracerProvider>map(sdk -> sdk)
                .orElseGet(TracerProvider::noop)
                .get(NAME);
    }

    /// Without spans.
    public static Traces off() {
        return new Traces(Optional.empty());
    }

    /// Whether spans are exported.
    boolean areOn() {
        return provider.isPresent();
    }

    /// The span of the current request. Invalid if there is none.
    public static Span current() {
        io.vertx.core.@Nullable Context context = Vertx.currentContext();
        return context == null ? Span.getInvalid() : of(context);
    }

    /// The span of the request of a Vert.x context. Invalid if there is none.
    static Span of(io.vertx.core.Context context) {
        @Nullable Span span = VertxContext.isDuplicatedContext(context) ? context.getLocal(SPAN) : null;
        return span == null ? Span.getInvalid() : span;
    }

    /// Keeps the span of a request in its Vert.x context.
    static void keep(io.vertx.core.Context context, Span span) {
        context.putLocal(SPAN, span);
    }

    /// Begins a span below another one. Invalid if that is not recorded.
    public Span begin(String name, SpanKind kind, Span parent) {
        return parent.isRecording()
                ? build(name, kind, Context.root().with(parent)).startSpan()
                : Span.getInvalid();
    }

    /// Begins the span of work that several spans share. It belongs to the trace of the first one that is
    /// recorded, and has links to the others. Invalid if none is.
    public Span beginShared(String name, SpanKind kind, List<Span> parents) {
        List<Span> recorded = parents.stream().filter(Span::isRecording).toList();
        if (recorded.isEmpty()) {
            return Span.getInvalid();
        }
        SpanBuilder builder = build(name, kind, Context.root().with(recorded.getFirst()));
        recorded.subList(1, recorded.size()).forEach(other -> builder.addLink(other.getSpanContext()));
        return builder.startSpan();
    }

    SpanBuilder build(String name, SpanKind kind, Context parent) {
        return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent);
    }

    /// Ends a span.
    ///
    /// @param failure why its work failed. Its message may contain values, so only its SQLSTATE or type is exported
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null && span.isRecording()) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", type(failure));
        }
        span.end();
    }

    private static String type(Throwable failure) {
        @Nullable
        String state = switch (failure) {
            case SQLException sql -> sql.getSQLState();
            case DatabaseException database -> database.getSqlState();
            default -> null;
        };
        return state == null ? failure.getClass().getName() : state;
    }

    /// The id of the trace of a span, for the log. Empty if there is none.
    public static Optional<String> id(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid() ? Optional.of(context.getTraceId()) : Optional.empty();
    }

    @PreDestroy
    void sendTheLast() {
        provider.ifPresent(sdk -> sdk.shutdown().join(SECONDS_AT_SHUTDOWN, TimeUnit.SECONDS));
    }
}
