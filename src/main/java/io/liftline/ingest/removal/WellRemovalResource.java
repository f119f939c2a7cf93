package io.liftline.ingest.removal;

import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.database.Statements;
import io.liftline.ingest.write.WellRegistry;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// Removes wells that were written by mistake (docs/adr/0030). A client that disconnects does not cancel this.
@Path("/api/v1/wells")
@Tag(name = "Wells")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN_ROLE)
class WellRemovalResource {

    private static final Logger LOG = Logger.getLogger(WellRemovalResource.class);
    private static final int CLIPPED = 100;

    private final Statements statements;
    private final CurrentCaller caller;
    private final Audit audit;
    private final WellRegistry registry;

    WellRemovalResource(Statements statements, CurrentCaller caller, Audit audit, WellRegistry registry) {
        this.statements = statements;
        this.caller = caller;
        this.audit = audit;
        this.registry = registry;
    }

    /// Removes a well, or says what would be removed.
    @DELETE
    @Path("{well_id}")
    @Operation(
            operationId = "removeWell",
            summary = "Remove a well that was written by mistake",
            description =
                    "Removes its samples, its rollups, the findings about it, and its entry in the list of wells."
                            + " With `dry_run=true`, nothing is removed, and the answer says what would be. A well with samples in"
                            + " the archive cannot be removed. If a gateway still sends samples of the well, it is there again.")
    @APIResponse(
            responseCode = "200",
            description = "With `dry_run=true`: what would be removed",
            content = @Content(schema = @Schema(implementation = Removal.class)))
    @APIResponse(responseCode = "204", description = "The well is removed")
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "404", description = "The well does not exist, or the caller may not access it")
    @APIResponse(responseCode = "409", description = "Samples or findings of the well are in the archive")
    @APIResponse(responseCode = "422", description = "The well has more than 1,000,000 samples and findings")
    public Uni<Response> remove(
            @RestPath("well_id") String wellId,
            @Parameter(description = "`true`: only say what would be removed")
                    @RestQuery("dry_run")
                    @DefaultValue("false")
                    String dryRun) {
        Caller by = caller.current();
        if (!by.wells().permits(wellId) || wellId.chars().anyMatch(Character::isISOControl)) {
            throw notFound(wellId);
        }
        return switch (dryRun) {
            case "true" ->
                run(RemovalSql.PREVIEW, wellId, by)
                        .map(found -> Response.ok(found).build());
            case "false" ->
                run(RemovalSql.REMOVE, wellId, by)
                        .call(removed -> audited(by, wellId, removed))
                        .map(removed -> {
                            removed.refusal().ifPresent(refusal -> {
                                throw refusal;
                            });
                            return Response.noContent().build();
                        });
            default -> throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "dry_run must be 'true' or 'false'");
        };
    }

    private Uni<Removal> run(String statement, String wellId, Caller by) {
        return statements
                .inTime(statements
                        .cancellable(connection ->
                                connection.preparedQuery(statement).execute(Tuple.of(wellId, by.username())))
                        .run())
                .map(rows -> Removal.of(wellId, rows.iterator().next().getJsonObject("removal"))
                        .orElseThrow(() -> notFound(wellId)));
    }

    private Uni<Void> audited(Caller by, String wellId, Removal removed) {
        if (removed.removable()) {
            registry.forget(wellId);
        }
        Outcome outcome = removed.removable() ? Outcome.DONE : Outcome.REFUSED;
        LOG.infof(
                "Removal of a well: well=%s by=%s outcome=%s samples=%d findings=%d",
                wellId, by.username(), outcome, removed.samples(), removed.findings());
        return audit.store(audit.event(by.username(), "well.remove", wellId, outcome));
    }

    private static ProblemException notFound(String wellId) {
        String shown = wellId.length() <= CLIPPED ? wellId : wellId.substring(0, CLIPPED) + "…";
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no well '" + shown + "' that you may see");
    }
}
