package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.query.series.SeriesQuery;
import io.liftline.query.source.ArchiveUse;
import io.liftline.web.TimeExpression;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;

/// Queries of the series of several wells.
@Path("/api/v1/telemetry/series")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class FleetSeriesResource {

    private final SeriesReader reader;
    private final QuestionSource source;
    private final CurrentCaller caller;
    private final InstantSource clock;

    FleetSeriesResource(SeriesReader reader, QuestionSource source, CurrentCaller caller, InstantSource clock) {
        this.reader = reader;
        this.source = source;
        this.caller = caller;
        this.clock = clock;
    }

    /// The series of several wells on one time axis.
    @GET
    @Operation(
            operationId = "getFleetSeries",
            summary = "Aggregates of several wells in the same buckets of time",
            description =
                    "As for one well, on one time axis. Wells without samples in the range are absent, and so are wells"
                            + " that the caller may not access.")
    @APIResponse(
            responseCode = "200",
            description = "The series, ordered by well; null for a bucket without a value",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FleetSeries")))
    @APIResponse(responseCode = "304", description = "The client has this answer already (`If-None-Match`)")
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "406", description = "The answer is available only as JSON")
    @APIResponse(responseCode = "429", description = WellsResource.NO_ROOM)
    @APIResponse(
            responseCode = "422",
            description =
                    "The range is empty, a channel is unknown, or there would be too many wells, buckets or values")
    @APIResponse(responseCode = "503", description = Sources.UNAVAILABLE)
    public Uni<Response> series(
            @Context HttpServerRequest request,
            @Parameter(description = FleetResource.WELLS) @RestQuery @Separator(",") List<String> wells,
            @Parameter(description = WellsResource.FROM) @RestQuery @DefaultValue("-24h") String from,
            @Parameter(description = WellsResource.TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = SeriesParameters.BUCKET) @RestQuery @DefaultValue("auto") String bucket,
            @Parameter(description = SeriesParameters.MAX_POINTS) @RestQuery("max_points") @DefaultValue("")
                    String maxPoints,
            @Parameter(description = WellsResource.CHANNELS) @RestQuery @Separator(",") List<String> channels,
            @Parameter(description = SeriesParameters.AGGREGATES) @RestQuery @Separator(",") List<String> aggregates,
            @Parameter(description = SeriesParameters.FILL) @RestQuery @DefaultValue("none") String fill,
            @Parameter(description = SeriesParameters.TZ) @RestQuery @DefaultValue("UTC") String tz,
            @Parameter(description = Sources.PARAMETER) @RestQuery @DefaultValue("true") String archive,
            @Parameter(description = WellsResource.FORMAT) @RestQuery @DefaultValue("") String format) {
        Answer.requireJson(request, format);
        source.mayLag();
        List<String> known = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        SeriesParameters parameters = new SeriesParameters(bucket, maxPoints, channels, aggregates, fill, tz);
        SeriesQuery query = parameters.query(TimeExpression.range(from, to, clock.instant()));
        return reader.several(caller.current().wells(), QueryParameter.wells(wells), query, ArchiveUse.parse(archive))
                .map(body -> Answer.unlessKnown(known, body));
    }
}
