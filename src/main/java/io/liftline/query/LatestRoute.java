package io.liftline.query;

import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.RouteProblems;
import io.liftline.query.format.EntityTags;
import io.liftline.query.format.JsonText;
import io.liftline.query.source.ArchiveUse;
import io.liftline.web.BareRoutes;
import io.liftline.web.ParameterNames;
import io.liftline.web.QueryParameters;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/// The route of the newest sample of a well, outside the REST layer. The layer and the platform's security around it
/// cost several times as much as the statement (docs/adr/0039).
@Singleton
class LatestRoute {

    private static final String PATH = "/api/v1/wells/:well_id/latest";
    private static final Set<Role> READERS = EnumSet.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);
    private static final ParameterNames PARAMETERS = new ParameterNames(Set.of("archive", "format"), Set.of());

    private static final int NOT_MODIFIED = 304;

    private final LatestReader reader;
    private final CurrentCaller caller;
    private final RouteProblems problems;

    LatestRoute(LatestReader reader, CurrentCaller caller, RouteProblems problems) {
        this.reader = reader;
        this.caller = caller;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        new BareRoutes(problems)
                .onQuestion(router, PATH, request -> answer(request, caller.admitReader(request, READERS)));
    }

    private void answer(RoutingContext request, Caller admitted) {
        QueryParameters parameters = QueryParameters.parse(request.request().query(), PARAMETERS);
        Answer.requireJson(request.request(), parameters.value("format", ""));
        ArchiveUse use = ArchiveUse.parse(parameters.value("archive", "true"));
        PermittedWell well = PermittedWell.of(admitted.wells(), Objects.requireNonNull(request.pathParam("well_id")));
        problems.drop(request);
        Cancellable asked = reader.latest(well, use)
                .invoke(found -> send(request, found))
                .subscribe()
                .with(_ -> {}, failure -> problems.send(request, failure));
        request.addEndHandler(_ -> asked.cancel());
    }

    private static void send(RoutingContext request, LatestReader.Newest found) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        Buffer sample = JsonText.sample(found.row());
        String tag = EntityTags.of(sample);
        response.putHeader(HttpHeaders.VARY, "Accept")
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, Answer.ASK_AGAIN)
                .putHeader(Sources.HEADER, String.join(", ", found.sources()));
        if (isKnown(request.request(), tag)) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        if (request.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(sample.length()))
                    .end();
        } else {
            response.end(sample);
        }
    }

    private static boolean isKnown(HttpServerRequest request, String tag) {
        return request.headers().contains(HttpHeaders.IF_NONE_MATCH)
                && EntityTags.match(request.headers().getAll(HttpHeaders.IF_NONE_MATCH), tag);
    }
}
