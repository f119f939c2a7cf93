package io.liftline.diagnostics;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// One finding and its life.
@Path("/api/v1/diagnostics")
@Tag(name = "Diagnostics")
@Produces(MediaType.APPLICATION_JSON)
class FindingResource {

    private static final String ABSENT = "The finding does not exist, or the caller may not access its well";
    private static final String CLOSED = "The finding is closed, or has 100 notes";
    private static final String NOTE = "The note is blank or too long";

    private final FindingLife life;
    private final CurrentCaller caller;

    FindingResource(FindingLife life, CurrentCaller caller) {
        this.life = life;
        this.caller = caller;
    }

    /// One finding with its notes.
    @GET
    @Path("{id}")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(operationId = "getDiagnostic", summary = "One finding, with its notes in `added_notes`")
    @APIResponse(
            responseCode = "200",
            description = "The finding",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DiagnosticWithNotes")))
    @APIResponse(responseCode = "404", description = ABSENT)
    public Uni<Response> get(@RestPath String id) {
        return life.one(caller.current().wells(), id).map(FindingResource::ok);
    }

    /// Records that somebody has looked at a finding.
    @POST
    @Path("{id}/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "acknowledgeDiagnostic",
            summary = "Acknowledge a finding",
            description = "Also with a note. If it is acknowledged already, the first acknowledgement stays.")
    @APIResponse(
            responseCode = "200",
            description = "The finding",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DiagnosticWithNotes")))
    @APIResponse(responseCode = "404", description = ABSENT)
    @APIResponse(responseCode = "409", description = CLOSED)
    @APIResponse(responseCode = "422", description = NOTE)
    public Uni<Response> acknowledge(@RestPath String id, @Nullable NewNote body) {
        return life.acknowledge(caller.current(), id, NewNote.of(body)).map(FindingResource::ok);
    }

    /// Adds a note to a finding.
    @POST
    @Path("{id}/notes")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "addDiagnosticNote",
            summary = "Add a note to a finding",
            description = "In any state; at most 100 notes.")
    @APIResponse(
            responseCode = "201",
            description = "The finding",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DiagnosticWithNotes")))
    @APIResponse(responseCode = "404", description = ABSENT)
    @APIResponse(responseCode = "409", description = "The finding has 100 notes, or is from before states were kept")
    @APIResponse(responseCode = "422", description = NOTE)
    public Uni<Response> note(@RestPath String id, @Nullable NewNote body) {
        return life.note(caller.current(), id, NewNote.required(body))
                .map(finding -> Response.created(URI.create("/api/v1/diagnostics/" + finding.getLong("id")))
                        .entity(finding.encode())
                        .build());
    }

    /// Closes a finding.
    @POST
    @Path("{id}/closure")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "closeDiagnostic",
            summary = "Close a finding",
            description =
                    "Also with a note. A rule whose condition still holds opens no new finding until it has ended.")
    @APIResponse(
            responseCode = "200",
            description = "The finding",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "DiagnosticWithNotes")))
    @APIResponse(responseCode = "404", description = ABSENT)
    @APIResponse(responseCode = "409", description = CLOSED)
    @APIResponse(responseCode = "422", description = NOTE)
    public Uni<Response> close(@RestPath String id, @Nullable NewNote body) {
        return life.close(caller.current(), id, NewNote.of(body)).map(FindingResource::ok);
    }

    private static Response ok(JsonObject finding) {
        return Response.ok(finding.encode()).build();
    }
}
