package io.liftline.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/// How spans leave the process: in batches from a bounded queue, by one thread. A collector that is away or slow delays
/// nothing else; when the queue is full, spans are dropped.
@RegisterForReflection(classNames = "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider") // a service
final class Exporting {

    private static final String PATH = "/v1/traces";
    private static final int LARGEST_BATCH = 512;

    /// The longest statement has about 8,000 characters. Its beginning tells which one it is.
    private static final int LONGEST_VALUE = 1_024;

    private static final int MOST_ATTRIBUTES = 16;
    private static final int MOST_LINKS = 64;

    private Exporting() {}

    static SdkTracerProvider provider(TraceConfig config, URI endpoint, String version) {
        int batch = Math.min(LARGEST_BATCH, config.queue());
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(process(config, version))))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio())))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .setMaxNumberOfAttributes(MOST_ATTRIBUTES)
                        .setMaxNumberOfLinks(MOST_LINKS)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new ReportedExporter(exporter(config, endpoint)))
                        .setMaxQueueSize(config.queue())
                        .setMaxExportBatchSize(batch)
                        .setScheduleDelay(config.every())
                        .setExporterTimeout(config.timeout())
                        .build())
                .build();
    }

    /// Without retries: a batch that could not be sent is dropped, so it does not hold up those after it.
    private static OtlpHttpSpanExporter exporter(TraceConfig config, URI endpoint) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceFirst("/$", "") + PATH)
                .setTimeout(config.timeout())
                .setConnectTimeout(config.timeout())
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop());
        forEachPair(config.headers().orElse(List.of()), builder::addHeader);
        return builder.build();
    }

    private static Attributes process(TraceConfig config, String version) {
        AttributesBuilder attributes = Attributes.builder()
                .put("service.name", "liftline")
                .put("service.version", version)
                .put("service.instance.id", UUID.randomUUID().toString());
        forEachPair(config.attributes().orElse(List.of()), attributes::put);
        return attributes.build();
    }

    private static void forEachPair(List<String> pairs, BiConsumer<String, String> use) {
        for (String pair : pairs) {
            int middle = pair.indexOf('=');
            use.accept(
                    pair.substring(0, middle).strip(),
                    pair.substring(middle + 1).strip());
        }
    }
}
