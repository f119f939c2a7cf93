package io.liftline.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// Selects the format of the metrics. The platform answers with OpenMetrics unless a client accepts plain text, and
/// with text if it accepts both. A person with curl would get OpenMetrics without asking for it, and Prometheus text.
final class MetricsFormat {

    private static final String METRICS = "/q/metrics";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    /// What the platform offers; its route wants the same parameters.
    private static final String OFFERED = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    private static final String TEXT = "text/plain";

    private MetricsFormat() {}

    /// Lets a request accept OpenMetrics only if it names it, else the text format only.
    static void negotiate(HttpServerRequest request) {
        if (METRICS.equals(request.path())) {
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            boolean asked = accept != null && accept.contains(OPEN_METRICS);
            request.headers().set(HttpHeaders.ACCEPT, asked ? OFFERED : TEXT);
        }
    }
}
