package io.liftline.query;

import io.liftline.access.Caller;
import io.liftline.access.CallerAuthenticator;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.live.LiveAnswer;
import io.liftline.query.live.LiveStream;
import io.liftline.web.Accept;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;
import org.jspecify.annotations.Nullable;

/// New samples as they are committed.
@Path("/api/v1/telemetry/stream")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class LiveResource {

    private static final Set<Role> READERS = EnumSet.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);

    private static final String EVENT = "id: 4f0c.18\nevent: samples\n"
            + "data: {\"samples\":[{\"well_id\":\"WELL-001\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":812.0}]}\n\n";

    private final LiveHub hub;
    private final LivePlaces places;
    private final CurrentCaller caller;
    private final CallerAuthenticator authenticator;
    private final CurrentVertxRequest requests;

    LiveResource(
            LiveHub hub,
            LivePlaces places,
            CurrentCaller caller,
            CallerAuthenticator authenticator,
            CurrentVertxRequest requests) {
        this.hub = hub;
        this.places = places;
        this.caller = caller;
        this.authenticator = authenticator;
        this.requests = requests;
    }

    /// The samples of the wells that the caller may access, as they are committed.
    @GET
    @Operation(
            operationId = "streamTelemetry",
            summary = "New samples as they are committed, as Server-Sent Events",
            description =
                    "Events: `open` (no sample is missing from now on), `samples` (as in `GET /telemetry`), `changed` (ranges of"
                            + " samples that are older than an hour, or too many), `reset` (samples may be missing: ask"
                            + " `GET /telemetry`), `end` (with the reason: expired, slow, shutdown). A sample may come more than"
                            + " once. Comments come every 15 s.")
    @APIResponse(
            responseCode = "200",
            description = "A stream that stays open",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(type = SchemaType.STRING, example = EVENT)))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "406", description = "The answer is available only as text/event-stream")
    @APIResponse(responseCode = "422", description = "A channel is unknown, or there are too many wells")
    @APIResponse(responseCode = "429", description = "There are too many live streams")
    public Uni<Response> stream(
            @Context HttpServerRequest request,
            @Parameter(description = FleetResource.WELLS) @RestQuery @Separator(",") List<String> wells,
            @Parameter(description = WellsResource.CHANNELS) @RestQuery @Separator(",") List<String> channels,
            @Parameter(description = "The id of the last event that the client has, to continue after it")
                    @HeaderParam("Last-Event-ID")
                    @Nullable
                    String lastEventId) {
        requireEventStream(request);
        Caller current = caller.current();
        LiveStream.Question question = new LiveStream.Question(
                current.username(),
                current.wells(),
                QueryParameter.wells(wells).map(names -> Set.of(names)),
                new SampleColumns(QueryParameter.channels(channels)),
                Optional.ofNullable(lastEventId),
                () -> isStillValid(request));
        places.take(current.username());
        requests.getCurrent().addEndHandler(_ -> places.giveBack(current.username()));
        return Uni.createFrom()
                .item(Response.ok(new LiveAnswer(question, hub::open, hub::close))
                        .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                        .header("Cache-Control", "no-store")
                        .header("X-Accel-Buffering", "no") // a proxy is not to wait for more
                        .build());
    }

    private static void requireEventStream(HttpServerRequest request) {
        Accept accept = Accept.parse(request.headers().getAll(HttpHeaders.ACCEPT));
        if (accept.rangeFor(MediaType.SERVER_SENT_EVENTS)
                .filter(range -> range.quality() > 0)
                .isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_ACCEPTABLE, "This answer comes as text/event-stream; Accept does not name it");
        }
    }

    /// Whether the credentials of the request are still accepted. While that cannot be verified, they are.
    private boolean isStillValid(HttpServerRequest request) {
        try {
            return authenticator
                    .caller(request)
                    .filter(known -> !Collections.disjoint(known.roles(), READERS))
                    .isPresent();
        } catch (ProblemException e) {
            return e.code() == ProblemCode.UNAVAILABLE;
        }
    }
}
