package io.liftline.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Logs once that spans cannot be sent, and once that they can be again. The messages of the SDK are switched off
/// (application.properties): it logs every batch, with a stack trace.
final class ReportedExporter implements SpanExporter {

    private static final Logger LOG = Logger.getLogger(ReportedExporter.class);

    private final SpanExporter exporter;

    /// Spans that could not be sent since the last ones that could.
    private final AtomicLong lost = new AtomicLong();

    ReportedExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                sent();
            } else {
                notSent(count, Optional.ofNullable(result.getFailureThrowable()));
            }
        });
    }

    private void sent() {
        long before = lost.getAndSet(0);
        if (before > 0) {
            LOG.infof("Traces are sent again: spans_lost=%d", before);
        }
    }

    private void notSent(int count, Optional<Throwable> reason) {
        if (lost.getAndAdd(count) == 0) {
            LOG.warnf(
                    "Traces cannot be sent, and are dropped until they can: reason=\"%s\"",
                    reason.map(ReportedExporter::root).map(Throwable::toString).orElse("unknown"));
        }
    }

    /// What has caused a failure, which the exporter wraps several times.
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
