package io.liftline.web;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/// Bounds the labels of the HTTP metrics. `uri` is the template of a route or `OTHER`, and `method` is a method
/// of HTTP or `OTHER`. So arbitrary paths and methods of clients create no new time series.
@Singleton
public final class RouteLabel implements MeterFilter {

    private static final String OTHER = "OTHER";

    /// The key under which the metrics of Quarkus look up the route template first. The REST layer sets it.
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /// Labels a request as `OTHER`, for answers that are sent before the route is known. The REST layer
    /// replaces this label by the template of its resource method.
    static void other(RoutingContext request) {
        HttpRequestMetric.getRequestMetric(request).setTemplatePath(OTHER);
    }

    /// Labels a request to a route outside the REST layer.
    ///
    /// @param template the path of the route
    public static void set(RoutingContext request, String template) {
        ((HttpServerRequestInternal) request.request()).context().putLocal(TEMPLATE, template);
    }

    /// The path template of the route that has answered a request. Empty if there was none.
    static String template(RoutingContext request) {
        Object template =
                ((HttpServerRequestInternal) request.request()).context().getLocal(TEMPLATE);
        return template == null ? "" : template.toString();
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith("http.server") && id.getTag("method") != null ? bounded(id) : id;
    }

    private static Meter.Id bounded(Meter.Id id) {
        return id.replaceTags(id.getTags().stream().map(RouteLabel::bounded).toList());
    }

    private static Tag bounded(Tag tag) {
        return switch (tag.getKey()) {
            case "uri" -> tag.getValue().equals("/" + OTHER) ? Tag.of("uri", OTHER) : tag;
            case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", OTHER);
            default -> tag;
        };
    }
}
