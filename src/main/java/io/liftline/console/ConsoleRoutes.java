package io.liftline.console;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.problem.RouteProblems;
import io.liftline.web.BareRoutes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The routes of the console: the page at `/` and `/console`, and its files at `/console/<version>/<name>`. They
/// need no token; everything that the page shows comes from the API, with the token of its user.
@Singleton
final class ConsoleRoutes {

    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /// The page may only load files of this service, and only talk to it. No style or script is inline, and no
    /// text becomes markup.
    private static final String CONTENT_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    private static final String ASK_EACH_TIME = "no-cache";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final RouteProblems problems;
    private final BareRoutes routes;

    ConsoleRoutes(RouteProblems problems) {
        this.problems = problems;
        this.routes = new BareRoutes(problems);
    }

    void register(@Observes Router router) {
        for (String path : List.of("/", "/console")) {
            routes.on(router, path, READ, this::page);
        }
        routes.on(router, "/console/:version/:file", READ, this::file);
    }

    private void page(RoutingContext request) {
        request.response()
                .putHeader("Content-Security-Policy", CONTENT_POLICY)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        send(request, ConsoleFiles.all().page(), ASK_EACH_TIME);
    }

    /// While replicas are upgraded, a page of one version may ask a replica of another for its files. It gets
    /// them as they are there, and does not keep them.
    private void file(RoutingContext request) {
        ConsoleFiles files = ConsoleFiles.all();
        ConsoleFile file = Optional.ofNullable(request.pathParam("file"))
                .flatMap(files::find)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, ProblemCode.NOT_FOUND.title()));
        boolean isCurrent = files.version().equals(request.pathParam("version"));
        send(request, file, isCurrent ? FOR_EVER : "no-store");
    }

    private void send(RoutingContext request, ConsoleFile file, String caching) {
        String tag = "W/\"" + ConsoleFiles.all().version() + "\"";
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        problems.drop(request);
        if (request.request().headers().getAll(HttpHeaders.IF_NONE_MATCH).stream()
                .anyMatch(isOf(tag))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.contentType());
        byte[] body = file.plain();
        if (acceptsGzip(request)) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            body = file.gzip();
        }
        if (request.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length))
                    .end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    /// Whether a line of `If-None-Match` has this weak tag, which has no comma.
    private static Predicate<String> isOf(String tag) {
        return line -> line.contains(tag) || line.strip().equals("*");
    }

    private static boolean acceptsGzip(RoutingContext request) {
        return request.parsedHeaders().acceptEncoding().stream()
                .anyMatch(encoding -> encoding.value().equalsIgnoreCase("gzip") && encoding.weight() > 0);
    }
}
