package io.liftline.trace;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.tracing.TracingOptions;
import jakarta.inject.Singleton;

/// Gives Vert.x the [RequestTracer], if traces are on. Otherwise Vert.x has no tracer at all.
@Singleton
final class VertxTracing implements VertxOptionsCustomizer {

    private final Traces traces;

    VertxTracing(Traces traces) {
        this.traces = traces;
    }

    @Override
    public void accept(VertxOptions options) {
        if (traces.areOn()) {
            options.setTracingOptions(new TracingOptions().setFactory(_ -> new RequestTracer(traces)));
        }
    }
}
