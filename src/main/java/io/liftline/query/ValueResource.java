package io.liftline.query;

import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.query.series.ValueMode;
import io.liftline.query.source.ArchiveUse;
import io.liftline.web.TimeExpression;
import io.smallrye.mutiny.Uni;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;

/// Queries of the values of a well at a time.
@Path("/api/v1/wells/{well_id}/at")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class ValueResource {

    private final ValueReader reader;
    private final CurrentCaller caller;
    private final InstantSource clock;

    ValueResource(ValueReader reader, CurrentCaller caller, InstantSource clock) {
        this.reader = reader;
        this.caller = caller;
        this.clock = clock;
    }

    /// The value of each channel at a time.
    @GET
    @Operation(
            operationId = "getValuesAt",
            summary = "The value of each channel of a well at a time",
            description = "A value that is more than 7 days before or after the time is not used.")
    @APIResponse(
            responseCode = "200",
            description = "Per channel the value, and when it was measured; null if there is none",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "ValuesAt")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "404", description = "The well does not exist, or the caller may not access it")
    @APIResponse(responseCode = "406", description = "The answer is available only as JSON")
    @APIResponse(responseCode = "422", description = "A channel is unknown")
    @APIResponse(responseCode = "503", description = Sources.UNAVAILABLE)
    public Uni<Response> at(
            @RestPath("well_id") String wellId,
            @Context HttpServerRequest request,
            @Parameter(description = "The time, in the forms of `from`; default now") @RestQuery @DefaultValue("now")
                    String timestamp,
            @Parameter(description = WellsResource.CHANNELS) @RestQuery @Separator(",") List<String> channels,
            @Parameter(
                            description =
                                    "previous (default; the last value at or before the time), nearest, or interpolated"
                                            + " (linearly between the values before and after the time)")
                    @RestQuery
                    @DefaultValue("previous")
                    String mode,
            @Parameter(description = Sources.PARAMETER) @RestQuery @DefaultValue("true") String archive,
            @Parameter(description = WellsResource.FORMAT) @RestQuery @DefaultValue("") String format) {
        Answer.requireJson(request, format);
        Caller current = caller.current();
        return reader.at(new ValueReader.Question(
                        current.wells(),
                        PermittedWell.of(current.wells(), wellId),
                        QueryParameter.channels(channels),
                        TimeExpression.micros("timestamp", timestamp, clock.instant()),
                        ValueMode.parse(mode),
                        ArchiveUse.parse(archive)))
                .map(Answer::json);
    }
}
