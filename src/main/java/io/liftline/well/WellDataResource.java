package io.liftline.well;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What people know about a well: name, field and limits.
@Path("/api/v1/wells")
@Tag(name = "Wells")
@Produces(MediaType.APPLICATION_JSON)
class WellDataResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String ABSENT = "The well does not exist, or the caller may not access it";
    private static final String TAG = "Entity tag of name, field and limits, for `If-Match`";

    private final WellStore wells;
    private final DefaultLimits defaults;
    private final CurrentCaller caller;

    WellDataResource(WellStore wells, DefaultLimits defaults, CurrentCaller caller) {
        this.wells = wells;
        this.defaults = defaults;
        this.caller = caller;
    }

    /// A well.
    @GET
    @Path("{well_id}")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "getWell",
            summary = "Name, field and limits of a well",
            description = "`effective_limits` are its own limits over the defaults.")
    @APIResponse(
            responseCode = "200",
            description = "The well",
            headers = @Header(name = "ETag", description = TAG, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "WellData")))
    @APIResponse(responseCode = "404", description = ABSENT)
    public Uni<Response> get(@RestPath("well_id") String wellId) {
        return wells.read(caller.current().wells(), wellId).map(this::answer);
    }

    /// Changes a well.
    @PATCH
    @Path("{well_id}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @RolesAllowed({Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "changeWell",
            summary = "Change name, field or limits of a well",
            description =
                    "A JSON merge patch (RFC 7396): absent members stay as they are, null removes one. With `If-Match`, the"
                            + " change is made only if nobody else has changed the well since.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "Entity tags that the well may have, or *",
            schema = @Schema(type = SchemaType.STRING))
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "WellChange")))
    @APIResponse(
            responseCode = "200",
            description = "The well as it is now",
            headers = @Header(name = "ETag", description = TAG, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "WellData")))
    @APIResponse(responseCode = "400", description = "The body is not a JSON object")
    @APIResponse(responseCode = "404", description = ABSENT)
    @APIResponse(responseCode = "412", description = "The well has changed since; `ETag` has its tag")
    @APIResponse(responseCode = "422", description = "A member is not acceptable; the detail names it")
    public Uni<Response> change(
            @RestPath("well_id") String wellId, @Context HttpServerRequest request, @Nullable String body) {
        List<String> ifMatch = request.headers().getAll(HttpHeaders.IF_MATCH).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
        return wells.change(caller.current(), wellId, ifMatch, object(body)).map(this::answer);
    }

    private Response answer(WellData well) {
        JsonObject json = new JsonObject()
                .put("well_id", well.wellId())
                .put("name", well.name())
                .put("field", well.field())
                .put("limits", well.limits())
                .put("effective_limits", defaults.merged(well.limits()));
        return Response.ok(json.encode())
                .header("ETag", well.tag())
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    private static JsonObject object(@Nullable String body) {
        try {
            return new JsonObject(body == null ? "" : body);
        } catch (DecodeException | ClassCastException _) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "the body is not a JSON object");
        }
    }
}
